import socket
import threading


def serve(connection):
    while True:
        data = connection.recv(1024)
        if not data:
            return
        connection.sendall(data)


def main():
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(("0.0.0.0", 9000))
    listener.listen()
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection,)).start()  # expect: SF104


if __name__ == "__main__":
    main()
