from fastapi import FastAPI, UploadFile, WebSocket

from app.model import classify

app = FastAPI()


@app.post("/classify")
async def upload(file: UploadFile):
    return {"label": classify(await file.read())}


@app.websocket("/live")
async def live(socket: WebSocket):
    await socket.accept()
    while True:
        await socket.send_text(await socket.receive_text())
