from fastapi import Depends, FastAPI
from models import Product, open_session
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

app = FastAPI()


@app.post("/prices")
async def prices(numbers: list[int], session: AsyncSession = Depends(open_session)):
    found = {}
    for number in numbers:
        found[number] = await session.scalar(select(Product.price).where(Product.id == number))  # expect: SF205
    for number in numbers:
        product = await session.get(Product, number)  # expect: SF205
        found[number] += product.tax
    return found
