import requests


def stock():
    return requests.get("http://stock/", timeout=5).json()
