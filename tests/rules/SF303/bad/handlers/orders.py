import asyncio

from fastapi import FastAPI

app = FastAPI()


async def send_receipt(item: str) -> None: ...


@app.post("/orders")
async def order(item: str) -> dict:
    asyncio.create_task(send_receipt(item))  # expect: SF303 warning
    asyncio.ensure_future(send_receipt(item))  # expect: SF303 warning
    asyncio.get_running_loop().create_task(send_receipt(item))  # expect: SF303 warning
    return {"ok": True}


class Bot:
    def welcome(self) -> None:
        self.loop.create_task(send_receipt("hello"))  # expect: SF303 warning
