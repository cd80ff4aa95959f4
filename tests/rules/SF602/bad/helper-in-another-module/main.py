from fastapi import FastAPI

from pages import render

app = FastAPI()


@app.get("/page/{name}")
def page(name: str) -> str:
    return render(name)
