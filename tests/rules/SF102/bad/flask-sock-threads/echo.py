from flask import Flask
from flask_sock import Sock as Socket

app = Flask(__name__)
sock = Socket(app)


@sock.route("/echo")
def echo(ws):
    while True:
        ws.send(ws.receive())
