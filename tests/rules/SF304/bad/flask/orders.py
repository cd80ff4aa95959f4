from flask import Flask, request

import stock

app = Flask(__name__)


@app.post("/orders")
def order():
    try:
        stock.execute("reserve", request.json["item"])
    except Exception:
        pass
    return {"ok": tell()}


def tell():
    try:
        stock.publish("ordered")
    except:
        ...
    return True
