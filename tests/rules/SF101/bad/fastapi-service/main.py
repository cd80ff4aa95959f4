import asyncio
import time as clock
from pathlib import Path

import requests
from fastapi import FastAPI
from requests import get as fetch

app = FastAPI()
session = requests.Session()


def read_price(name):
    return session.get(f"https://prices.example/{name}").json()  # expect: SF101 error


def find_price(name):
    return read_price(name)["price"]


@app.get("/price/{name}")
async def price(name: str):
    return find_price(name)


@app.get("/slow")
async def slow():
    clock.sleep(1)  # expect: SF101 error
    return fetch("https://slow.example").text  # expect: SF101 error


@app.get("/page")
async def page(folder: Path):
    if not folder.exists():  # expect: SF101 info
        return ""
    with open("page.html") as file:  # expect: SF101 warning
        return file.read()


@app.get("/eager")
async def eager():
    return await asyncio.to_thread(len, requests.get("https://slow.example").text)  # expect: SF101 error


async def refresh():
    requests.post("https://prices.example/refresh")  # expect: SF101 warning
