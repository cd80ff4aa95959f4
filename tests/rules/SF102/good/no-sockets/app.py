"""No flask_socketio.SocketIO here, and Response(mimetype="text/event-stream") only in this text."""
from flask import Flask, Response

app = Flask(__name__)


@app.get("/")
def index():
    return Response("hello", mimetype="text/plain")
