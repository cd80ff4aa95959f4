import time

from flask import Flask, jsonify

from store import is_ready, result_of

app = Flask(__name__)


@app.route("/jobs/<name>")
def job(name):
    while True:
        if is_ready(name):
            break
        time.sleep(0.5)
    return jsonify(result_of(name))
