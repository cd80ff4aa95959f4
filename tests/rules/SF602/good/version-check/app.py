import subprocess

from flask import Flask

app = Flask(__name__)
renderer = subprocess.Popen(["node", "renderer.js"])


@app.route("/health")
def health() -> str:
    return subprocess.check_output(["node", "--version"], text=True)
