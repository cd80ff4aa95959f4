import asyncio


async def collect():
    await asyncio.sleep(1)


def collect_apart():
    asyncio.run(collect())


async def handle():
    await asyncio.to_thread(collect_apart)


def run_collect():
    asyncio.run(collect())


async def handle_or_go_on(pool, stopped):
    if stopped:
        run_collect()
    pool.submit(run_collect).result()
