"""Wind and moon, from two services."""

import time

import requests

KEY = "demo"


def wind(place):
    answer = requests.get("https://wind.example/now", params={"place": place, "key": KEY})
    time.sleep(1)  # the service allows one call a second
    return f"{answer.json()['knots']} knots"


def moon():
    return requests.get("https://moon.example/phase").text
