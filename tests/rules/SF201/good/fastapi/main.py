import asyncio
import functools

import bcrypt
from fastapi import FastAPI

app = FastAPI()


@app.post("/login")
async def login(password: str, known: str):
    return await asyncio.to_thread(bcrypt.checkpw, password.encode(), known.encode())


@app.post("/register")
def register(password: str):
    # FastAPI runs this in its thread pool.
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt())


@app.get("/sum")
async def total():
    found = 0
    for number in range(1000):
        found += number * number
    for number in range(10_000_000):
        await asyncio.sleep(0)
    for number in range(10_000_000):
        if number * number > 1000:
            break
    return {"sum": found}


@functools.lru_cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


@app.get("/fibonacci/{n}")
async def show(n: int):
    return {"n": fibonacci(n)}


def tabulate():
    for number in range(10_000_000):
        print(number)


if __name__ == "__main__":
    tabulate()
