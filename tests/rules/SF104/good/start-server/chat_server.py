import asyncio


async def serve(reader, writer):
    while line := await reader.readline():
        writer.write(line)
        await writer.drain()


async def main():
    server = await asyncio.start_server(serve, "0.0.0.0", 9000)
    await server.serve_forever()


asyncio.run(main())
