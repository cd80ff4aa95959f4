import httpx
from fastapi import FastAPI, WebSocket

app = FastAPI()
client = httpx.AsyncClient()


@app.get("/rates")
async def rates() -> dict:
    return (await client.get("https://example.org/rates")).json()


@app.websocket("/live")
async def live(socket: WebSocket) -> None:
    await socket.accept()
    async for text in socket.iter_text():
        await socket.send_text(text)
