import asyncio


async def beat() -> None:
    await asyncio.sleep(1)


async def start() -> None:
    asyncio.create_task(beat())  # noqa: RUF006
    asyncio.ensure_future(beat())  # ruff: ignore[asyncio-dangling-task]
