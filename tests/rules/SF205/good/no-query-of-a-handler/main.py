import requests
from celery import Celery
from fastapi import FastAPI
from models import Product
from sqlalchemy import select, update
from sqlalchemy.orm import Session

app = FastAPI()
session = requests.Session()
queue = Celery()


@app.post("/pages")
def pages(addresses: list[str]):
    found = []
    for address in addresses:
        found.append(session.get(address, timeout=5).text)
    return found


def fill(session: Session, numbers):
    for number in numbers:
        session.execute(select(number))


@app.post("/counts")
def count(numbers: list[int], db: Session):
    for number in numbers:
        db.execute(update(Product).where(Product.id == number).values(seen=select(number)))


@queue.task
def recount(request):
    for number in range(3):
        db = request.db
        db.execute(select(Product).where(Product.id == number))
