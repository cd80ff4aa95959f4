import requests
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session

app = FastAPI()
session = requests.Session()


@app.post("/pages")
def pages(addresses: list[str]):
    found = []
    for address in addresses:
        found.append(session.get(address, timeout=5).text)
    return found


def fill(session: Session, numbers):
    for number in numbers:
        session.execute(select(number))
