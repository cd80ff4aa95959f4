import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import anyio
import requests
from asgiref.sync import sync_to_async
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

app = FastAPI()
pool = ThreadPoolExecutor()


def load(name):
    return requests.get(name).text


@sync_to_async
def load_elsewhere(name):
    return requests.get(name).text


@app.get("/a")
async def a():
    loop = asyncio.get_running_loop()

    def wait():
        time.sleep(1)

    await asyncio.to_thread(load, "a")
    await asyncio.to_thread(lambda: time.sleep(1))
    await loop.run_in_executor(None, wait)
    await loop.run_in_executor(pool, load, "b")
    await anyio.to_thread.run_sync(load, "c")
    await run_in_threadpool(load, "d")
    await sync_to_async(load)("e")
    await load_elsewhere("f")
    pool.submit(load, "g")
    await asyncio.sleep(1)
    return requests.get
