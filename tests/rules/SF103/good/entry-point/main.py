import asyncio


async def main():
    await asyncio.sleep(1)


def run():
    asyncio.run(main())


if __name__ == "__main__":
    run()
