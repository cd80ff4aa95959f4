import os
import threading


def watch():
    print("watching")


def main():
    threading.Thread(target=watch).start()
    if os.fork() == 0:  # expect: SF508 warning
        print("child")


if __name__ == "__main__":
    main()
