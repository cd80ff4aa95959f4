import multiprocessing
import os

from fastapi import FastAPI

app = FastAPI()


def render(path):
    print(path)


@app.post("/render")
async def render_page(path: str):
    worker = multiprocessing.Process(target=render, args=(path,))  # expect: SF508 info
    worker.start()
    return {}


@app.post("/split")
async def split():
    if os.fork() == 0:  # expect: SF508 warning
        os._exit(0)
    return {}
