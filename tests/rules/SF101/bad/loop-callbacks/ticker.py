import asyncio
import sqlite3
import time

database = sqlite3.connect("ticks.db")


def tick():
    database.execute("insert into ticks values (1)")  # expect: SF101 info
    asyncio.get_running_loop().call_later(1, tick)


async def watch():
    loop = asyncio.get_running_loop()
    loop.call_soon(tick)
    loop.call_soon_threadsafe(lambda: time.sleep(2))  # expect: SF101 warning
    names = map(lambda name: time.sleep(1), ["a", "b"])  # expect: SF101 warning
    return list(names)
