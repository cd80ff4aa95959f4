import socket
from urllib.request import urlopen

import httpx
import requests
from flask import Flask

app = Flask(__name__)
OPTIONS = {"timeout": 5}


@app.route("/price")
def price():
    requests.get("https://prices.example/today", **OPTIONS)
    urlopen("https://hooks.example", None, 5)
    socket.create_connection(("prices.example", 80), 5)
    httpx.get("https://prices.example/today")
    return requests.get("https://prices.example/today", timeout=5).json()
