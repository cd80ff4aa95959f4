"""What is made when it is first asked for holds up nobody where it is asked for at start."""

from __future__ import annotations

from typing import Any

import pytest

HEAD = "import asyncio\nimport functools\nimport time\nfrom fastapi import FastAPI\n"
GET = (
    "_client = None\ndef get():\n    global _client\n    if _client is None:\n        _client = make()\n"
    "    return _client\n"
)
MAKE = "def make():\n    time.sleep(1)\n    return object()\n"
APP = "app = FastAPI()\n@app.get('/')\nasync def show():\n    get()\n"
START = "@app.on_event('startup')\nasync def start():\n    "


def is_found(scan: Any, *parts: str) -> bool:
    """Whether the handler is seen to wait."""
    calls = scan({"app.py": "".join((HEAD, *parts))}).calls
    return any("show" in step.function for call in calls for step in call.chain)


@pytest.mark.parametrize(
    ("get", "found"),
    [
        (GET, False),
        ("_client = None\ndef get():\n    global _client\n    if not _client:\n        _client = make()\n", False),
        (
            "_client = None\ndef get():\n    global _client\n    if _client is not None:\n        return _client\n"
            "    _client = make()\n    return _client\n",
            False,
        ),
        (
            "_done = False\ndef get():\n    global _done\n    if _done:\n        return\n"
            "    make()\n    _done = True\n",
            False,
        ),
        ("_all = {}\ndef get():\n    if not _all:\n        fill()\ndef fill():\n    _all['a'] = make()\n", False),
        ("_all = []\ndef get():\n    if len(_all) == 0:\n        _all.append(make())\n", False),
        ("class Box:\n    own = None\ndef get():\n    if Box.own is None:\n        Box.own = make()\n", False),
        ("@functools.lru_cache(maxsize=1)\ndef get():\n    return make()\n", False),
        ("@functools.cache\ndef get(name='x'):\n    return make()\n", False),
        (GET + "def close():\n    global _client\n    _client = None\n", False),
        ("def get():\n    make()\n", True),
        (GET + "def renew():\n    global _client\n    _client = None\n", True),
        (GET + "def renew():\n    global _client\n    del _client\n", True),
        (GET.replace("    global _client\n", ""), True),
        (GET.replace("_client is None", "_client is None or stale()"), True),
        (GET.replace("    if _client", "    if not enabled():\n        return None\n    if _client"), True),
        (GET.replace("        _client = make()", "        made = make()\n        if made: _client = made"), True),
        (GET.replace("        _client = make()", "        make()\n        _client = None"), True),
        ("_all = {}\ndef get():\n    if not _all:\n        make()\n", True),
        ("_all = {}\ndef get():\n    if not _all:\n        _all['a'] = make()\ndef end():\n    _all.clear()\n", True),
        ("_all = {}\ndef get(key=1):\n    if key not in _all:\n        _all[key] = make()\n", True),
        ("@functools.cache\ndef get():\n    return make()\ndef again():\n    get.cache_clear()\n", True),
    ],
)
def test_what_makes_and_keeps_it(scan: Any, get: str, found: bool) -> None:
    assert is_found(scan, MAKE, get, "get()\n", APP) is found
    assert is_found(scan, MAKE, get, APP)


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("get()\n", False),
        ("made = get()\n", False),
        ("def warm():\n    get()\nwarm()\n", False),
        ("class Server:\n    def __init__(self):\n        get()\nserver = Server()\n", False),
        (START + "get()\n", False),
        (START + "await asyncio.to_thread(get)\n", False),
        (START + "await warm()\nasync def warm():\n    get()\n", False),
        ("try:\n    get()\nexcept OSError:\n    pass\n", False),
        (START + "if not app.routes:\n        raise ValueError\n    get()\n", False),
        (START + "if not app.routes:\n        return\n    get()\n", True),
        ("async def main():\n    get()\n    await serve(app)\nasyncio.run(main())\n", False),
        (
            "async def main():\n    await begin()\n    asyncio.create_task(serve(app))\n    get()\n"
            "asyncio.run(main())\n",
            True,
        ),
        ("if app.debug:\n    get()\n", True),
        ("if __name__ == '__main__':\n    get()\n", True),
        ("for _ in app.routes:\n    get()\n", True),
        ("def warm():\n    if app.debug:\n        get()\nwarm()\n", True),
        ("def warm():\n    get()\n", True),
        (START + "asyncio.to_thread(get)\n", True),
        (START + "warm()\nasync def warm():\n    get()\n", True),
        (START + "if app.debug:\n        get()\n", True),
        (START.replace("startup", "shutdown") + "await asyncio.to_thread(get)\n", True),
        ("async def finish():\n    await asyncio.to_thread(get)\napp.add_event_handler('shutdown', finish)\n", True),
        ("async def warm():\n    await asyncio.to_thread(get)\napp.add_event_handler('startup', warm)\n", False),
        ("@app.get('/other')\nasync def other():\n    get()\n", True),
    ],
)
@pytest.mark.parametrize("kept", [GET, "@functools.cache\ndef get():\n    return make()\n"])
def test_what_has_it_made_at_start(scan: Any, start: str, found: bool, kept: str) -> None:
    assert is_found(scan, MAKE, kept, APP, start) is found


LIFESPAN = "from contextlib import asynccontextmanager\n@asynccontextmanager\nasync def lifespan(app):\n"


@pytest.mark.parametrize(("body", "found"), [("    get()\n    yield\n", False), ("    yield\n    get()\n", True)])
def test_a_lifespan(scan: Any, body: str, found: bool) -> None:
    app = APP.replace("FastAPI()", "FastAPI(lifespan=lifespan)")
    assert is_found(scan, MAKE, GET, LIFESPAN, body, app) is found


@pytest.mark.parametrize(("given", "found"), [("'a'", False), ("'b'", True), ("", True), ("name", True)])
def test_what_is_remembered_by_what_was_asked(scan: Any, given: str, found: bool) -> None:
    get = "@functools.lru_cache\ndef get(name='x'):\n    return make()\n"
    app = APP.replace("get()", f"get({given})").replace("show()", "show(name)")
    assert is_found(scan, MAKE, get, "get('a')\n", app) is found


HUB = (
    "class Hub:\n    def __init__(self):\n        self.client = None\n        {}\n    def get(self):\n"
    "        if self.client is None:\n            self.client = make()\n        return self.client\n"
    "    {}\n"
    "hub = Hub()\napp = FastAPI()\n@app.get('/')\nasync def show():\n    {}.get()\n"
)


@pytest.mark.parametrize(
    ("start", "more", "user", "found"),
    [
        ("self.get()", "pass", "hub", False),
        ("pass", "pass", "hub", True),
        ("self.get()", "pass", "Hub()", True),
        ("self.get()", "def renew(self):\n        self.client = None", "hub", True),
        ("if self.client:\n            self.get()", "pass", "hub", True),
    ],
)
def test_an_object_that_makes_its_own_at_once(scan: Any, start: str, more: str, user: str, found: bool) -> None:
    assert is_found(scan, MAKE, HUB.format(start, more, user)) is found


def test_another_object_of_the_class_may_be_without(scan: Any) -> None:
    assert is_found(scan, MAKE, HUB.format("pass", "pass", "hub"), "Hub().get()\n")


SERVER = (
    "class Server:\n    def __init__(self):\n        {}\n        self.app = FastAPI()\n"
    "        self.app.add_api_route('/', self.show)\n    async def show(self):\n        get()\n"
    "def main():\n    Server().run()\n"
)


@pytest.mark.parametrize(("start", "found"), [("get()", False), ("pass", True)])
def test_a_server_that_has_it_made_when_it_is_made_itself(scan: Any, start: str, found: bool) -> None:
    assert is_found(scan, MAKE, GET, SERVER.format(start)) is found


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"start.py": "from kept import get\nget()\n", "serve.py": "import start\n"}, False),
        ({"start.py": "from kept import get\nget()\n", "serve.py": ""}, True),
        ({"box/__init__.py": "from kept import get\nget()\n", "serve.py": "import box\n"}, False),
        ({"other.py": "import kept\nkept.client = None\n", "kept.py": "get()\n"}, True),
        ({"other.py": "import kept\nkept.clients = None\n", "kept.py": "get()\n"}, False),
    ],
)
def test_files_that_are_run_when_they_are_imported(scan: Any, files: dict[str, str], found: bool) -> None:
    kept = HEAD + MAKE + GET.replace("_client", "client") + files.get("kept.py", "")
    serve = HEAD + files.get("serve.py", "") + "from kept import get\n" + APP
    calls = scan({**files, "kept.py": kept, "serve.py": serve}).calls
    assert any("show" in step.function for call in calls for step in call.chain) is found
