import asyncio

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/alive")
async def alive(websocket: WebSocket):
    await websocket.accept()
    while True:
        await websocket.send_json({"alive": True})
        await asyncio.sleep(20)
