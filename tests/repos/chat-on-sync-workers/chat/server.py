"""The chat server: one WebSocket per crew member."""

import json

from flask import Flask, jsonify
from flask_sock import Sock

from chat.rooms import history, join, leave, publish

app = Flask(__name__)
sock = Sock(app)


@app.get("/rooms/<room>/messages")
def messages(room):
    return jsonify(history(room))


@sock.route("/rooms/<room>/live")
def live(ws, room):
    """Hold the connection open for as long as the member is in the room."""
    join(room, ws)
    try:
        while True:
            message = json.loads(ws.receive())
            publish(room, message)
    finally:
        leave(room, ws)


@sock.route("/presence")
def presence(ws):
    while True:
        ws.send(json.dumps({"online": ws.receive()}))
