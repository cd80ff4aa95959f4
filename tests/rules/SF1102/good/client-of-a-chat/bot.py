import asyncio

import websockets

from model import classify


async def main():
    async with websockets.connect("wss://chat.example") as chat:
        async for message in chat:
            await chat.send(await asyncio.to_thread(classify, message))


asyncio.run(main())
