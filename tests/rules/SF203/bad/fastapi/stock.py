import aiohttp
from fastapi import APIRouter

router = APIRouter()


@router.get("/stock")
async def stock(names: str) -> dict:
    found = {}
    async with aiohttp.ClientSession() as session:
        for name in names.split(","):
            async with session.get(f"https://stock.example/{name}") as answer:  # expect: SF203 info
                found[name] = await answer.json()
    return found
