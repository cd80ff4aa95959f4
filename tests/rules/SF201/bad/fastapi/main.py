import bcrypt
from fastapi import FastAPI

from numbers_of import fibonacci

app = FastAPI()


@app.post("/login")
async def login(password: str, known: str):
    return bcrypt.checkpw(password.encode(), known.encode())  # expect: SF201 warning


@app.get("/sum")
async def total():
    found = 0
    for number in range(10_000_000):  # expect: SF201 warning
        found += number * number
    return {"sum": found}


@app.get("/grid")
async def grid():
    found = 0
    for row in range(2000):  # expect: SF201 warning
        for column in range(2000):
            found += row * column
    return {"sum": found}


@app.get("/fibonacci/{n}")
async def show(n: int):
    return {"n": fibonacci(n)}
