import asyncio
import os

import aiohttp


async def store(text):
    if not os.path.exists("out"):
        os.makedirs("out")
    with open("out/page.html", "w") as file:
        file.write(text)


async def main():
    async with aiohttp.ClientSession() as session, session.get("https://pages.example") as answer:
        await store(await answer.text())


if __name__ == "__main__":
    asyncio.run(main())
