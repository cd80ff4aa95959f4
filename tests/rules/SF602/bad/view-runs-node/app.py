import subprocess

from flask import Flask, request

app = Flask(__name__)


def render(markup):
    return subprocess.run(["node", "render.js"], input=markup, capture_output=True).stdout  # expect: SF602


@app.post("/render")
def page():
    return render(request.data)
