import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def frames():
    while True:
        time.sleep(0.04)
        yield b"frame"


@app.get("/video")
async def video():
    return StreamingResponse(frames(), media_type="multipart/x-mixed-replace")
