import httpx
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def index():
    async with httpx.AsyncClient() as client:
        return (await client.get("http://stock/")).json()
