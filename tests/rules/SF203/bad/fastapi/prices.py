import httpx
from fastapi import FastAPI

app = FastAPI()
client = httpx.AsyncClient()


@app.get("/prices")
async def prices(names: str) -> dict:
    found = {}
    for name in names.split(","):
        answer = await client.get(f"https://prices.example/{name}")  # expect: SF203 info
        found[name] = answer.json()
    return found
