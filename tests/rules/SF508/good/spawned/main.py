import multiprocessing

from fastapi import FastAPI

multiprocessing.set_start_method("spawn")
app = FastAPI()


def render(path):
    print(path)


@app.post("/render")
async def render_page(path: str):
    multiprocessing.Process(target=render, args=(path,)).start()
    return {}
