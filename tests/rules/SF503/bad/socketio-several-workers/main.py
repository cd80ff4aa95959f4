import socketio
from fastapi import FastAPI

api = FastAPI()
sio = socketio.AsyncServer(async_mode="asgi")  # expect: SF503 warning
app = socketio.ASGIApp(sio, api)


@sio.event
async def message(sid, data):
    await sio.emit("message", data)
