from flask import Flask, render_template
from flask_socketio import SocketIO, emit, join_room  # expect: SF802 warning

app = Flask(__name__)
socketio = SocketIO(app, async_mode="threading")


@app.route("/")
def index():
    return render_template("chat.html")


@socketio.on("join")
def join(data):
    join_room(data["room"])


@socketio.on("message")
def message(data):
    emit("message", data, to=data["room"])


if __name__ == "__main__":
    socketio.run(app)
