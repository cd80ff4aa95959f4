import smtplib
from urllib.request import urlopen

import requests
from flask import Flask

app = Flask(__name__)
session = requests.Session()


@app.route("/price")
def price():
    session.get("https://prices.example/today")  # expect: SF307 warning
    return requests.get("https://prices.example/today").json()  # expect: SF307 warning


@app.route("/tell")
def tell():
    smtplib.SMTP("mail.example", 25).quit()  # expect: SF307 warning
    return notify()


def notify():
    return urlopen("https://hooks.example").read()  # expect: SF307 warning


def import_prices():
    requests.post("https://prices.example/import", json={})  # expect: SF307 info
