import subprocess

from flask import Flask, request

app = Flask(__name__)
# A string that holds the same words is no comment.
TEXT = "# stackfit: ignore[SF602]"


@app.post("/render")
def page():
    # stackfit: ignore[SF602] an administrator's page, once a week
    return subprocess.run(["node", "render.js"], input=request.data, capture_output=True).stdout
