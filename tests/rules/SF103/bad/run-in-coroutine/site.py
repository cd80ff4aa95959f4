import asyncio

from aiohttp import web

from users import load_user


def find_name(number):
    loop = asyncio.get_event_loop()
    return loop.run_until_complete(load_user(number))  # expect: SF103 error


async def profile(request):
    user = asyncio.run(load_user(request.match_info["number"]))  # expect: SF103 error
    return web.json_response({"user": user, "name": find_name(1)})


app = web.Application()
app.router.add_get("/users/{number}", profile)

if __name__ == "__main__":
    web.run_app(app)
