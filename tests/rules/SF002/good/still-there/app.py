import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def home() -> str:
    time.sleep(1)
    return "hello"
