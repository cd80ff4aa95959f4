import asyncio

from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def home() -> str:
    await asyncio.sleep(1)
    return "hello"
