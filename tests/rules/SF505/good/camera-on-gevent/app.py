from flask import Flask, Response

from camera import read_frame

app = Flask(__name__)


def frames():
    while True:
        yield b"--frame\r\n\r\n" + read_frame() + b"\r\n"


@app.route("/video")
def video():
    return Response(frames(), mimetype="multipart/x-mixed-replace; boundary=frame")
