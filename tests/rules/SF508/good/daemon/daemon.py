import os
import threading


def work():
    print("working")


def main():
    if os.fork():
        os._exit(0)
    threading.Thread(target=work).start()


if __name__ == "__main__":
    main()
