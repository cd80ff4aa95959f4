import time

import httpx
from fastapi import FastAPI

app = FastAPI()
client = httpx.AsyncClient(timeout=5)


@app.get("/rates/{currency}")
async def rate(currency: str):
    answer = await client.get(f"https://bank.example/{currency}")
    return answer.json()


@app.get("/slow")
async def slow():
    time.sleep(1)
    return {}
