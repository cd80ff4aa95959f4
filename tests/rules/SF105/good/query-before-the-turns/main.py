import asyncio

import asyncpg
from fastapi import FastAPI, WebSocket

app = FastAPI()
pool = asyncpg.create_pool("postgres://db/board")


@app.websocket("/match")
async def match(websocket: WebSocket):
    await websocket.accept()
    players = []
    for name in ("ann", "bob"):
        players.append(await pool.fetchrow("select * from players where name = $1", name))
    while len(players) > 1:
        players.pop()
        await pool.execute("update players set points = points + 1")
        await websocket.send_json({"left": len(players)})
        await asyncio.sleep(4)
