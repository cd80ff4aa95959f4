import json

import requests
from fastapi import FastAPI

app = FastAPI()


def latest_price(product: str) -> float:
    return float(fetch(f"https://supplier.example/{product}")["price"])


def fetch(url: str) -> dict:
    return requests.get(url, timeout=5).json()


@app.get("/prices/{product}")
async def read_price(product: str) -> dict:
    return {"product": product, "price": latest_price(product)}


@app.get("/names")
async def read_names() -> dict:
    with open("names.json") as names:
        return json.load(names)


@app.get("/health")
async def health() -> dict:
    return {"state": "good"}
