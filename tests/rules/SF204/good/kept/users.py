from functools import lru_cache

import boto3
import httpx
from fastapi import FastAPI
from sqlalchemy import create_engine

app = FastAPI()
client = httpx.AsyncClient()
_pool = None


@lru_cache
def engine():
    return create_engine("postgresql://db/users")


def pool():
    global _pool
    if _pool is None:
        _pool = create_engine("postgresql://db/logs")
    return _pool


@app.get("/users/{name}")
async def show(name: str) -> dict:
    answer = await client.get(f"https://avatars.example/{name}")
    return {"rows": engine(), "logs": pool(), "avatar": answer.text}


def connect_archive():
    return create_engine("postgresql://db/archive")


@app.get("/archive")
def archive() -> dict:
    return {"rows": connect_archive()}


clients = {}


@app.get("/region/{name}")
def region(name: str) -> list[str]:
    clients[name] = boto3.client("s3", region_name=name)
    return clients[name].list_buckets()
