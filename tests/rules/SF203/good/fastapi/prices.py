import asyncio

import httpx
from fastapi import FastAPI

app = FastAPI()
client = httpx.AsyncClient()


@app.get("/prices")
async def prices(names: str) -> dict:
    answers = await asyncio.gather(*(client.get(f"https://prices.example/{name}") for name in names.split(",")))
    return {"prices": [answer.json() for answer in answers]}


@app.get("/first")
async def first(hosts: str) -> dict:
    for host in hosts.split(","):
        answer = await client.get(f"https://{host}/price")
        if answer.is_success:
            return answer.json()
    return {}


@app.get("/all")
async def everything() -> dict:
    found = []
    url = "https://prices.example/all"
    while url:
        answer = (await client.get(url)).json()
        found += answer["items"]
        url = answer["following"]
    return {"found": found}


async def refresh(names: list) -> None:
    for name in names:
        await client.post(f"https://prices.example/{name}")
