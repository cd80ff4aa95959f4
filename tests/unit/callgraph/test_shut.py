"""Ways to a blocking call that nobody can take with the arguments that are given on them."""

from __future__ import annotations

from typing import Any

import pytest

CONF = "class Conf: ...\n"


@pytest.mark.parametrize(
    ("body", "given", "found"),
    [
        ("    if not reset:\n        return None\n    time.sleep(1)\n", "", False),
        ("    if not reset:\n        return None\n    time.sleep(1)\n", "reset=True", True),
        ("    if not reset:\n        log()\n    time.sleep(1)\n", "", True),
        ("    if not reset:\n        return None\n    else:\n        log()\n    time.sleep(1)\n", "", False),
        ("    if reset:\n        log()\n    else:\n        time.sleep(1)\n", "reset=True", False),
        ("    if reset:\n        log()\n    elif more:\n        time.sleep(1)\n", "reset=True, more=True", False),
        ("    if reset:\n        log()\n    elif more:\n        time.sleep(1)\n", "more=True", True),
        ("    return reset and time.sleep(1)\n", "", False),
        ("    return time.sleep(1) if reset else None\n", "", False),
        ("    return None if reset else time.sleep(1)\n", "", True),
        ("    if not reset:\n        return None\n    reset = 1\n    time.sleep(1)\n", "", False),
        ("    reset = find()\n    if not reset:\n        return None\n    time.sleep(1)\n", "", True),
        (
            "    for item in more or ():\n        if not reset:\n            continue\n        time.sleep(1)\n",
            "",
            False,
        ),
    ],
)
def test_flags(scan: Any, body: str, given: str, found: bool) -> None:
    source = f"import time\ndef work(reset=False, more=False):\n{body}async def serve():\n    work({given})\n"
    assert bool(scan({"app.py": source}).calls) is found


@pytest.mark.parametrize(
    ("signature", "given", "found"),
    [
        ("conf: Conf", "conf", False),
        ("conf: Conf", "c=conf", False),
        ("conf: Conf | None", "conf", True),
        ("conf: Optional[Conf]", "conf", True),
        ("conf: Conf = None", "conf", True),
        ("conf", "conf", True),
        ("conf: Conf", "", True),
        ("conf", "Conf()", False),
        ("conf", "conf.other", True),
    ],
)
@pytest.mark.parametrize("asks", ["    return c or time.sleep(1)\n", "    if c is None:\n        c = time.sleep(1)\n"])
def test_an_argument_that_is_surely_something(scan: Any, signature: str, given: str, found: bool, asks: str) -> None:
    source = f"import time\n{CONF}def work(c=None):\n{asks}async def serve({signature}):\n    work({given})\n"
    assert bool(scan({"app.py": source}).calls) is found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("    if page.get('text'):\n        work(page['text'])\n", False),
        ("    if page['text'] and more:\n        work(page['text'])\n", False),
        ("    if page.text:\n        work(page.text)\n", False),
        ("    if more:\n        work(page.text)\n", True),
        ("    if page.text:\n        pass\n    else:\n        work(page.text)\n", True),
        ("    if page.text or more:\n        work(page.text)\n", True),
        ("    if more:\n        more = find()\n        work(more)\n", True),
        ("    if page.text:\n        page = find()\n        work(page.text)\n", True),
        ("    if more is None:\n        more = read()\n    work(more)\n", False),
        ("    if more is None:\n        more = None\n    work(more)\n", True),
        ("    if page is None:\n        more = read()\n    work(more)\n", True),
    ],
)
def test_an_argument_that_was_asked_for(scan: Any, body: str, found: bool) -> None:
    source = (
        "import time\ndef work(c=None):\n    if c is None:\n        time.sleep(1)\n"
        f"async def serve(page, more=None):\n{body}"
    )
    assert bool(scan({"app.py": source}).calls) is found


def test_an_empty_text_is_not_none_and_yet_false(scan: Any) -> None:
    source = "import time\ndef work(c=None):\n    return {}\nasync def serve(name: str):\n    work(name)\n"
    assert scan({"app.py": source.format("c or time.sleep(1)")}).calls
    assert not scan({"app.py": source.format("time.sleep(1) if c is None else c")}).calls


BUILDERS = (
    "import time\nclass Builder:\n    def build(self): raise NotImplementedError\n"
    "class Local(Builder):\n    def build(self): return 1\nclass Remote(Builder):\n    def build(self): time.sleep(1)\n"
    "def make(builder: Builder, name: str): return run(builder=builder)\n"
    "def run(builder: Builder): return builder.build()\n"
)


@pytest.mark.parametrize(("kind", "found"), [("Local", 0), ("Remote", 1)])
def test_an_object_of_one_class_does_not_run_the_method_of_another(scan: Any, kind: str, found: int) -> None:
    made = f"class Runtime:\n    def __init__(self): self.builder = {kind}()\n"
    user = f"{made}    async def start(self): make(self.builder, 'x')\n"
    assert len(scan({"app.py": BUILDERS + user}).calls) == found


def test_an_object_that_nobody_knows_may_be_of_any_class(scan: Any) -> None:
    assert scan({"app.py": f"{BUILDERS}async def start(builder: Builder): make(builder, 'x')\n"}).calls


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("def ask(query):", False),
        ("def ask(query, history=None):", True),
        ("def ask(query, **options):", True),
        ("@told\ndef ask(query):", True),
    ],
)
def test_an_argument_that_a_function_does_not_take(scan: Any, head: str, found: bool) -> None:
    source = f"import time\n{head}\n    time.sleep(1)\nasync def serve(): ask('x', history=1)\n"
    assert bool(scan({"app.py": source}).calls) is found


@pytest.mark.parametrize(
    ("given", "found"),
    [("None", False), ("", False), ("secret=None", False), ("'x'", True), ("secret", True), ("other()", True)],
)
def test_what_is_passed_on_as_it_came(scan: Any, given: str, found: bool) -> None:
    source = (
        "import time\ndef load(secret=None): return decode(b'', secret)\n"
        "def decode(data, word): return open_key(data, key=word)\n"
        "def open_key(data, key):\n    if key is None:\n        raise ValueError\n    time.sleep(1)\n"
        f"async def serve(secret): load({given})\n"
    )
    assert bool(scan({"app.py": source}).calls) is found


def test_what_is_set_before_it_is_passed_on(scan: Any) -> None:
    source = (
        "import time\ndef load(again=False):\n    again = again or find()\n    read(again)\n"
        "def read(again):\n    if again:\n        time.sleep(1)\nasync def serve(): load()\n"
    )
    assert scan({"app.py": source}).calls


def test_another_call_of_the_same_function_is_open(scan: Any) -> None:
    source = (
        "import time\ndef save(wait):\n    if wait:\n        time.sleep(1)\n"
        "async def serve():\n    save(False)\n    save(True)\n"
    )
    (call,) = scan({"app.py": source}).calls
    assert call.chain[0].location.line == 7


@pytest.mark.parametrize(
    ("kept", "given", "found"),
    [
        ("self.script = script", "", False),
        ("self.script = script", "script='x'", True),
        ("self.script = script or load()", "", True),
        ("self.script = script\n        self.script = load()", "", True),
    ],
)
def test_what_a_constructor_keeps(scan: Any, kept: str, given: str, found: bool) -> None:
    source = (
        f"import time\nclass Config:\n    def __init__(self, script=None):\n        {kept}\n"
        "        if self.script and not self.other:\n            self.compile()\n"
        f"    def compile(self): time.sleep(1)\nasync def serve(): Config({given})\n"
    )
    assert bool(scan({"app.py": source}).calls) is found


@pytest.mark.parametrize(
    ("asks", "given", "found"),
    [
        ("mode == 'write'", "'read'", False),
        ("mode == 'write'", "'write'", True),
        ("mode == 'write'", "", False),
        ("mode != 'write'", "'write'", False),
        ("mode != 'write'", "", True),
        ("mode == 'write'", "mode", True),
    ],
)
def test_a_text_that_decides(scan: Any, asks: str, given: str, found: bool) -> None:
    source = (
        f"import time\ndef work(mode='read'):\n    if {asks}:\n        time.sleep(1)\n"
        f"async def serve(mode): work({given})\n"
    )
    assert bool(scan({"app.py": source}).calls) is found


@pytest.mark.parametrize(
    ("head", "name", "body", "found"),
    [
        ("", "lifespan", "    yield\n    time.sleep(1)\n", False),
        ("", "lifespan", "    try:\n        yield\n    finally:\n        close()\n", False),
        ("", "lifespan", "    time.sleep(1)\n    yield\n", True),
        ("", "session", "    yield\n    time.sleep(1)\n", True),
        ("import mcp\n", "server_lifespan", "    yield\n    close()\n", True),
        ("import mcp\n", "server_lifespan", "    yield\n    if transport == 'stdio':\n        close()\n", False),
    ],
)
def test_what_a_server_does_when_nobody_is_left(scan: Any, head: str, name: str, body: str, found: bool) -> None:
    source = (
        f"import contextlib, time\n{head}def close(): time.sleep(1)\n"
        f"@contextlib.asynccontextmanager\nasync def {name}(app):\n{body}"
    )
    assert bool(scan({"app.py": source}).calls) is found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("    own = conn or connect()\n    work(own)\n", False),
        ("    own = conn or await connect()\n    work(c=own)\n", False),
        ("    work(conn or connect())\n", False),
        ("    work(conn or [])\n", False),
        ("    conn = conn or connect()\n    work(conn)\n", False),
        ("    conn = conn if conn is not None else connect()\n    work(conn)\n", False),
        ("    own = self.own or conn or {}\n    work(own)\n", False),
        ("    own = (conn or connect())\n    if own:\n        work(own)\n", False),
        ("    own = conn or None\n    work(own)\n", True),
        ("    own = conn or os.environ.get('X')\n    work(own)\n", True),
        ("    own = conn or find_one()\n    work(own)\n", True),
        ("    own = conn and connect()\n    work(own)\n", True),
        ("    own = conn or connect()\n    own = None\n    work(own)\n", True),
        ("    own = conn or connect()\n    for own in conn:\n        work(own)\n", True),
        ("    if more:\n        conn = conn or connect()\n    work(conn)\n", True),
        ("    work(conn)\n    conn = conn or connect()\n", True),
        ("    own, more = conn or connect()\n    work(own)\n", True),
        ("    conn.own = connect() or []\n    work(conn)\n", True),
    ],
)
def test_a_name_that_stands_in_for_another(scan: Any, body: str, found: bool) -> None:
    source = (
        "import os\nimport time\ndef work(c=None):\n    if c is None:\n        time.sleep(1)\n"
        f"async def serve(conn=None, more=None):\n{body}"
    )
    assert bool(scan({"app.py": source}).calls) is found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("    if own := find(conn):\n        work(own)\n", False),
        ("    if (own := find(conn)) is not None:\n        work(own)\n", False),
        ("    if (own := find(conn)) is None:\n        return\n    work(own)\n", False),
        ("    if (own := find(conn)) is None:\n        own = connect()\n    work(own)\n", False),
        ("    while own := find(conn):\n        work(own)\n", False),
        ("    if (own := find(conn)) is not None and own.ready:\n        work(own)\n", False),
        ("    if conn is None:\n        return\n    work(conn)\n", False),
        ("    if conn is None:\n        raise ValueError\n    for _ in conn:\n        work(conn)\n", False),
        ("    if len(conn) > 0:\n        work(conn)\n", False),
        ("    if not len(conn):\n        return\n    work(conn)\n", False),
        ("    if own := find(conn):\n        pass\n    work(own)\n", True),
        ("    if (own := find(conn)) is None:\n        work(own)\n", True),
        ("    if (own := find(conn)) is None:\n        log()\n    work(own)\n", True),
        ("    if own := find(conn):\n        own = find(own)\n        work(own)\n", True),
        ("    if conn is None:\n        return\n    for _ in conn:\n        work(conn)\n        conn = find()\n", True),
        ("    if len(conn) >= 0:\n        work(conn)\n", True),
    ],
)
def test_a_name_that_a_condition_has_asked_about(scan: Any, body: str, found: bool) -> None:
    source = (
        "import time\ndef work(c=None):\n    if c is None:\n        time.sleep(1)\n"
        f"async def serve(conn=None, more=None):\n{body}"
    )
    assert bool(scan({"app.py": source}).calls) is found


@pytest.mark.parametrize(
    ("asks", "given", "found"),
    [
        ("if len(items) > 0", "", False),
        ("if len(items)", "", False),
        ("if 0 < len(items)", "None", False),
        ("if len(items) == 0", "'ab'", False),
        ("if not len(items)", "'ab'", False),
        ("if len(items) == 0", "", True),
        ("if len(items) > 3", "'ab'", True),
        ("if len(items) == 0", "conf", True),
        ("if (own := items)", "None", False),
        ("if (own := items) is None", "'ab'", False),
        ("if (own := items) is None", "None", True),
        ("if (items := find()) is None", "'ab'", True),
        ("if (items := find()) and items", "None", True),
        ("if items != 'on'", "None", True),
        ("if items == 'on'", "None", False),
        ("while items", "None", False),
        ("while items", "'ab'", True),
    ],
)
def test_parameters_asked_for_in_other_words(scan: Any, asks: str, given: str, found: bool) -> None:
    source = (
        f"import time\n{CONF}def work(items=()):\n    {asks}:\n        time.sleep(1)\n"
        f"async def serve(conf: Conf):\n    work({given})\n"
    )
    assert bool(scan({"app.py": source}).calls) is found


@pytest.mark.parametrize(
    ("asks", "given", "found"),
    [
        ("in ('a', 'b')", "'c'", False),
        ("in ['a', 'b']", "'b'", True),
        ("in {'a', 'b'}", "None", False),
        ("in (1, 2)", "3", False),
        ("in (1, 2)", "True", True),
        ("not in ('a', 'b')", "'a'", False),
        ("not in ('a', 'b')", "'c'", True),
        ("in ('a', other)", "'c'", True),
        ("in 'ab'", "'c'", True),
        ("in SLOW", "'c'", False),
        ("in SLOW", "FAST", False),
        ("in SLOW", "'a'", True),
        ("== 'a b/c'", "'c'", False),
        ("== 3", "4", False),
        ("== FAST", "'c'", False),
        ("== FAST", "FAST", True),
        ("!= FAST", "FAST", False),
        ("== OTHER", "FAST", True),
        ("!= OTHER", "OTHER", False),
        ("== Mode.SLOW", "Mode.FAST", False),
        ("== Mode.SLOW", "kinds.Mode.SLOW", True),
        ("in (Mode.SLOW, Mode.IDLE)", "Mode.FAST", False),
        ("in (Mode.SLOW, Kind.IDLE)", "Mode.FAST", True),
        ("is Mode.SLOW", "Mode.FAST", False),
        ("is not Mode.SLOW", "Mode.SLOW", False),
        ("== Mode.SLOW", "Mode.DEFAULT", True),
        ("is None", "Mode.FAST", True),
        ("== Mode.SLOW", "mode", True),
        ("in ('a', 'b')", "own", False),
        ("in ('c', 'b')", "own", True),
        ("in ('a', 'b')", "either", True),
        ("in ('a', None)", "", True),
    ],
)
def test_a_constant_that_is_compared(scan: Any, asks: str, given: str, found: bool) -> None:
    source = (
        f"import time\nfrom kinds import *\nSLOW = ('a', 'b')\nFAST = 'f'\ndef work(kind=None):\n"
        f"    if kind {asks}:\n        time.sleep(1)\n"
        "async def serve(mode):\n    own = 'c'\n    either = 'c'\n    if mode:\n        either = 'd'\n"
        f"    work({given})\n"
    )
    assert bool(scan({"app.py": source}).calls) is found


@pytest.mark.parametrize(
    ("again", "found"), [("", False), ("FAST = 's'\n", True), ("def f():\n    FAST += 's'\n", True)]
)
def test_a_constant_is_set_once(scan: Any, again: str, found: bool) -> None:
    source = "import time\nFAST = 'f'\ndef work(kind):\n    if kind == 's':\n        time.sleep(1)\n"
    assert bool(scan({"app.py": f"{source}{again}async def serve():\n    work(FAST)\n"}).calls) is found


@pytest.mark.parametrize(
    ("case", "given", "found"),
    [
        ("'PUT'", "'GET'", False),
        ("'PUT'", "'PUT'", True),
        ("'PUT' | 'POST'", "'POST'", True),
        ("'PUT' | 'POST'", "'GET'", False),
        ("'PUT' | other", "'GET'", True),
        ("'PUT'", "find()", True),
        ("_", "'GET'", True),
        ("other", "'GET'", True),
    ],
)
def test_a_case_that_is_not_given(scan: Any, case: str, given: str, found: bool) -> None:
    source = (
        f"import time\ndef send(kind):\n    match kind:\n        case {case}:\n            time.sleep(1)\n"
        f"async def serve():\n    send({given})\n"
    )
    assert bool(scan({"app.py": source}).calls) is found
