from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return "hello"  # stackfit: ignore[SF101] nothing blocks here  # expect: SF001
