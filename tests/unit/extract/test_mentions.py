"""What a text may do with a name: never too few, and few enough to be worth asking."""

from __future__ import annotations

import pytest

from stackfit.extract.mentions import imported_words, knows_class, passes_to, renames, takes_member, uses_function


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"a.get(k)", True),
        (b"a.\\\n    get(k)", True),
        (b"(a\n  .get(k))", True),
        (b'a["get"](k)', True),
        (b"get(k)", False),
        (b"def get(k): ...", False),
        (b"a.getter(k)", False),
        (b"a.forget(k)", False),
    ],
)
def test_a_member_is_taken_from_something(text: bytes, expected: bool) -> None:
    assert takes_member(text, "get", python=True) is expected


def test_a_script_may_take_an_object_apart() -> None:
    assert takes_member(b"const { get } = a", "get", python=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"import requests\nrequests.get(u)", True),
        (b"import requests as r\nr.get(u)", True),
        (b"from requests import get\nget(u)", True),
        (b"from requests import (\n    Session,\n    get as fetch,\n)\nfetch(u)", True),
        (b"from requests import Session, \\\n    get\nget(u)", True),
        (b"from requests import *\nget(u)", True),
        (b"from requests import (\n    import_all,\n    get,\n)\nget(u)", True),
        (b"from requests import (\n    Session,  # import (late)\n    get,\n)\nget(u)", True),
        (b"from requests import (\n    Session,\n)\nget = 1", False),
        (b"import requests\nhttp = requests\nhttp.get(u)", True),
        (b"import requests\ndef f(http=requests): return http.get(u)", True),
        (b"import requests\ndef f():\n    return requests", True),
        (b"import requests\nd.get(k)", False),
        (b"import requests\nraise requests.Timeout(d.get(k))", False),
        (b"import requests\nget = 1", False),
    ],
)
def test_a_function_of_a_module_is_used(text: bytes, expected: bool) -> None:
    assert uses_function(text, imported_words(text), "requests", "get") is expected


def test_a_module_goes_by_its_last_name() -> None:
    text = b"from os import path\npath.exists(p)"
    assert uses_function(text, imported_words(text), "os.path", "exists")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"self.client.connect()", True),
        (b"c = hub.client\nc.connect()", True),
        (b"hub.client().connect()", True),
        (b"from hub import client\nclient.connect()", True),
        (b"def f(client): client.connect()", False),
        (b"hub.client.name", False),
    ],
)
def test_what_is_held_elsewhere_may_get_here(text: bytes, expected: bool) -> None:
    assert passes_to(text, imported_words(text), "client", "connect") is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"from hub import Hub", True),
        (b"import hub\nhub.Hub()", True),
        (b"class Hub: ...", True),
        (b"# Talks to the Hub by radio.", False),
    ],
)
def test_prose_does_not_know_a_class(text: bytes, expected: bool) -> None:
    assert knows_class(text, imported_words(text), "Hub") is expected


def test_a_module_is_renamed() -> None:
    assert renames(b"import numpy as np", "numpy")
    assert not renames(b"import numpy", "numpy")


@pytest.mark.parametrize(
    "text",
    [
        "import größe",
        "from a import (größe)",
        "if x: from a import b, größe",
        "from a import b, \\\r\n    größe",
        "from a import (  # those of (a)\r\n    b,\r\n    größe,\r\n)",
        "from a import(größe",
        "import x; import größe",
    ],
)
def test_the_words_of_an_import_are_found(text: str) -> None:
    assert "größe".encode() in imported_words(text.encode()).split()


def test_other_words_are_not_imported() -> None:
    assert imported_words(b"from a import (\n    b,\n)\nc = import_module(d)\nimport e\nf = 1") == b" b e "
