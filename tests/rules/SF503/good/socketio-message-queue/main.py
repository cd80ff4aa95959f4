import socketio
from fastapi import FastAPI

api = FastAPI()
manager = socketio.AsyncRedisManager("redis://cache")
sio = socketio.AsyncServer(async_mode="asgi", client_manager=manager)
app = socketio.ASGIApp(sio, api)
