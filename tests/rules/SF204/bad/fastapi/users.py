import httpx
from fastapi import FastAPI
from sqlalchemy import create_engine

app = FastAPI()


def load(name: str) -> list:
    engine = create_engine("postgresql://db/users")  # expect: SF204 warning
    with engine.connect() as connection:
        return list(connection.exec_driver_sql("select 1"))


@app.get("/users/{name}")
async def show(name: str) -> dict:
    async with httpx.AsyncClient() as client:  # expect: SF204 info
        answer = await client.get(f"https://avatars.example/{name}")
    return {"rows": load(name), "avatar": answer.text}
