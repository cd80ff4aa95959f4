import asyncio


async def collect():
    await asyncio.sleep(1)


def collect_apart():
    asyncio.run(collect())


async def handle():
    await asyncio.to_thread(collect_apart)
