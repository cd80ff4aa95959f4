import asyncio
import functools

kept = set()


def background(function):
    @functools.wraps(function)
    def start(*args):
        task = asyncio.ensure_future(function(*args))
        kept.add(task)
        return task

    return start


@background
async def record(text: str) -> None: ...


async def announce(text: str) -> None: ...


async def numbers():
    yield 1


def plain(text: str) -> None: ...


async def close() -> None:
    await announce("now")
    coming = announce("later")
    await asyncio.gather(coming, announce("too"))
    record("its decorator starts it")
    plain("not a coroutine")
    numbers()


def start() -> None:
    asyncio.run(announce("hello"))
