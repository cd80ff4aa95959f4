import socket
import threading


def watch(path):
    print(path)


def main():
    listener = socket.socket()
    listener.bind(("127.0.0.1", 9000))
    listener.listen()
    threading.Thread(target=watch, args=("log",)).start()
    while True:
        connection, _ = listener.accept()
        connection.sendall(b"one at a time")
        connection.close()
