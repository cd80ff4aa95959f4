import asyncio

running = set()


async def send_receipt(item: str) -> None: ...


async def order(item: str) -> None:
    task = asyncio.create_task(send_receipt(item))
    running.add(task)
    task.add_done_callback(running.discard)
    running.add(asyncio.create_task(send_receipt(item)))
    await asyncio.create_task(send_receipt(item))
    async with asyncio.TaskGroup() as group:
        group.create_task(send_receipt(item))


def make(queue) -> None:
    queue.create_task("not a task of asyncio")


async def meant(item: str) -> None:
    asyncio.create_task(send_receipt(item))  # noqa: RUF006
