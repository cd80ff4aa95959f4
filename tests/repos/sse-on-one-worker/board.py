"""Pushes notifications about ferries to every passenger who has the board open."""

import redis
from flask import Flask, Response, request

app = Flask(__name__)
store = redis.Redis()


def notifications(line):
    """Yield each message as it is published; the subscription never ends."""
    channel = store.pubsub()
    channel.subscribe(f"line:{line}")
    for message in channel.listen():
        yield f"data: {message['data']}\n\n"


@app.route("/lines/<line>/notifications")
def stream(line):
    return Response(notifications(line), mimetype="text/event-stream")


@app.post("/lines/<line>/notifications")
def notify(line):
    store.publish(f"line:{line}", request.get_data())
    return "", 204
