import time

import requests
from fastapi import Depends, FastAPI

app = FastAPI()


def token():
    return requests.get("https://tokens.example").text


@app.get("/price")
def price(token: str = Depends(token)):
    time.sleep(1)
    return requests.get("https://prices.example", headers={"token": token}).json()
