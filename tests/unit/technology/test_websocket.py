"""WebSocket use: which library, which side, where."""

from __future__ import annotations

import json

import pytest

from small_repos import ProfileRepo

PYTHON_SERVER = """\
import asyncio
import websockets

async def echo(socket):
    async for message in socket:
        await socket.send(message)

async def main():
    async with websockets.serve(echo, "localhost", 8765):
        await asyncio.Future()
"""


def node(**sources: str) -> dict[str, str]:
    return {"package.json": json.dumps({"name": "x"}), **{f"{name}.js": text for name, text in sources.items()}}


def test_a_server_is_told_from_a_client(profile_repo: ProfileRepo) -> None:
    use = profile_repo({"app.py": PYTHON_SERVER}).websocket
    assert use.used
    assert use.libraries == ("websockets",)
    assert use.sides == ("server",)
    assert {item.location.path for item in use.evidence} == {"app.py"}


def test_a_python_client(profile_repo: ProfileRepo) -> None:
    source = "import websockets\nasync def go():\n    async with websockets.connect('ws://x') as s:\n        pass\n"
    assert profile_repo({"app.py": source}).websocket.sides == ("client",)


def test_socket_io_and_ws_servers(profile_repo: ProfileRepo) -> None:
    tree = node(
        a="const { Server } = require('socket.io');\nconst io = new Server(3000);\nio.on('connection', () => {});\n",
        b="const WebSocket = require('ws');\nconst wss = new WebSocket.Server({ port: 1 });\n",
    )
    use = profile_repo(tree).websocket
    assert set(use.libraries) == {"socket.io", "ws"}
    assert "server" in use.sides


def test_a_fastapi_endpoint_serves_web_sockets(profile_repo: ProfileRepo) -> None:
    source = (
        "from fastapi import FastAPI, WebSocket\napp = FastAPI()\n"
        "@app.websocket('/ws')\nasync def ws(socket: WebSocket):\n    await socket.accept()\n"
    )
    use = profile_repo({"requirements.txt": "fastapi\n", "main.py": source}).websocket
    assert use.used
    assert use.sides == ("server",)


def test_the_browsers_own_class_is_a_client(profile_repo: ProfileRepo) -> None:
    tree = node(a="const s = new WebSocket('wss://x');\ns.onmessage = () => { document.title = 'x'; };\n")
    use = profile_repo(tree).websocket
    assert use.sides == ("client",)
    assert [item.location.line for item in use.evidence] == [1]


@pytest.mark.parametrize(
    "tree",
    [
        {"app.py": "# import websockets\nx = 'websockets.serve'\n"},
        {"app.py": "x = 1\n", "tests/test_app.py": PYTHON_SERVER},
        {"app.py": "x = 1\n", "requirements.txt": "websockets\n"},
        {"app.py": "class WebSocket: ...\nx = WebSocket()\n"},
    ],
    ids=["comment", "test", "declared", "own-class"],
)
def test_nothing_less_than_production_code_shows_it(profile_repo: ProfileRepo, tree: dict[str, str]) -> None:
    use = profile_repo(tree).websocket
    assert not use.used
    assert (use.libraries, use.sides, use.evidence) == ((), (), ())
