import asyncio

import asyncpg
from fastapi import FastAPI, WebSocket

app = FastAPI()
pool = asyncpg.create_pool("postgres://db/board")


@app.websocket("/orders")
async def orders(websocket: WebSocket):
    await websocket.accept()
    while True:
        rows = await pool.fetch("select * from orders where open")
        await websocket.send_json([dict(row) for row in rows])
        await asyncio.sleep(1)  # expect: SF105 info
