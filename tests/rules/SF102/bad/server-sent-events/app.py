import json
from flask import Flask, Response

from feed import follow

app = Flask(__name__)


@app.get("/events")
def events():
    def stream():
        for item in follow():
            yield f"data: {json.dumps(item)}\n\n"

    return Response(stream(), mimetype="text/event-stream")
