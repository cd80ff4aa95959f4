from flask import Flask
from flask_socketio import SocketIO

app = Flask(__name__)
socketio = SocketIO(app)


@socketio.on("message")
def message(text):
    socketio.send(text)


socketio.run(app, host="0.0.0.0", port=8000)
