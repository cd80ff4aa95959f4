import requests


def load():
    return requests.get("http://stock/", timeout=5).json()
