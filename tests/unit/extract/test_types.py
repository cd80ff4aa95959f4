"""What values are, as far as one file tells: returns, properties, elements, operators, inherited members."""

from __future__ import annotations

from textwrap import dedent

import pytest

from stackfit.extract import extract_facts
from stackfit.model.facts import FileFacts
from stackfit.model.kinds import Language

HEAD = """
from __future__ import annotations
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Iterator, Optional
import httpx
"""


def read(source: str) -> FileFacts:
    return extract_facts("a.py", Language.PYTHON, (HEAD + dedent(source)).encode())


def resolved(source: str) -> str:
    """Give the name of the call of `.hit` in a source."""
    return next(call.resolved for call in read(source).calls if call.callee.endswith(".hit"))


@pytest.mark.parametrize(
    "source",
    [
        "(Path(a) / 'b' / c).hit()",
        "p = Path(a) / 'b'\np.hit()",
        "p = (Path(a) if b else Path(c))\np.hit()",
        "(given or Path(c)).hit()",
        "def f(p: 'Path | None' = None): p.hit()",
        "def f(p: Optional['Path']): p.hit()",
        "P = Annotated[Path, 1]\ndef f(p: P): p.hit()",
        "def f(ps: list[Path]):\n    for p in ps: p.hit()",
        "def f(ps: 'dict[str, list[Path]]'):\n    for k, v in ps.items():\n        v[0].hit()",
        "def f(ps: dict[str, Path]): ps[k].hit()",
        "def f(ps: dict[str, Path]): ps.get(k).hit()",
        "def f(ps: dict[str, Path]):\n    for p in ps.values(): p.hit()",
        "def f(ps: set[Path]):\n    for i, p in enumerate(sorted(ps)): p.hit()",
        "[p.hit() for p in [Path(x) for x in y]]",
        "def f() -> tuple[int, Path]: ...\na, b = f()\nb.hit()",
        "def f() -> Path: ...\nf().hit()",
        "def f():\n    if a: return None\n    return Path(a)\nf().hit()",
        "async def f() -> Path: ...\nasync def g():\n    (await f()).hit()",
        "@contextmanager\ndef f() -> Iterator[Path]: ...\nwith f() as p: p.hit()",
        "@contextmanager\ndef f():\n    yield Path(a)\nwith f() as p: p.hit()",
        "class A:\n    @property\n    def p(self) -> Path: ...\n    def f(self): self.p.hit()",
        "class A:\n    p: Path\nclass B(A):\n    def f(self): self.p.hit()",
        "class A:\n    @property\n    def p(self) -> Path | None: ...\nclass B(A): ...\nB().p.hit()",
    ],
)
def test_paths_are_known_by_their_type(source: str) -> None:
    assert resolved(source) == "pathlib.Path().hit"


@pytest.mark.parametrize(
    "source",
    [
        "def f(p: Path | httpx.Client): p.hit()",
        "def f(p: Any): p.hit()",
        "def f(ps: dict[Path, str]): ps[k].missing.hit()\nfor p in unknown: p.hit()",
        "(a / Path(b)).hit()",
        "p = [Path(a), other]\np[0].hit()",
        "def f():\n    if a: return other\n    return Path(a)\nf().hit()",
        "@wrapped\ndef f(): return Path(a)\nf().hit.hit()",
        "class A:\n    @property\n    def p(self): return other\n    def f(self): self.p.hit()",
        "class A(B, C):\n    def f(self): self.hit()",
        "def f():\n    return f()\nf().missing\nx = unknown\nx.hit()",
    ],
)
def test_what_may_be_anything_is_not_taken_for_a_path(source: str) -> None:
    assert not resolved(source).startswith(("pathlib.", "httpx."))


def test_elements_of_what_another_library_gives_stay_in_the_name() -> None:
    assert resolved("for p in Path(a).iterdir(): p.hit()") == "pathlib.Path().iterdir()[*].hit"
    assert resolved("Path(a).parents[1].hit()") == "pathlib.Path().parents[].hit"


def test_members_come_from_the_bases() -> None:
    source = """
        class Base(threading.Thread):
            def load(self): ...
        class Store(Base):
            def load(self):
                super().load()
                super().join()
                self.start()
    """
    names = {call.callee: call.resolved for call in read(source).calls}
    assert names["super().load"] == "<local>.Base.load"
    assert names["super().join"] == "threading.Thread().join"
    assert names["self.start"] == "threading.Thread().start"


def test_properties_are_told_as_accesses() -> None:
    source = """
        class A:
            @property
            def text(self): return 1
            @text.setter
            def text(self, value): ...
            def f(self, other):
                print(self.text, other.text)  # self.text
                self.text = 2
    """
    accesses = read(source).accesses
    assert [(item.callee, item.resolved, item.function) for item in accesses] == [
        ("self.text", "<local>.A.text", 2),
        ("self.text", "<local>.A.text.setter", 2),
    ]


def test_functions_say_what_they_return() -> None:
    source = "def a() -> list[Path]: ...\ndef b(): return httpx.Client()\ndef c(): ...\n"
    assert [item.returns for item in read(source).functions] == ["builtins.list()", "httpx.Client()", ""]


@pytest.mark.parametrize(
    "source",
    [
        "x = a\n" + "x = x / b\nx.c()\n" * 4000,
        "a, b = b, a\n" * 4000,
        "def f(x: " + "list[" * 2000 + "a" + "]" * 2000 + "): x.y()",
        "def f(x: '" + "list[" * 2000 + "a" + "]" * 2000 + "'): x.y()",
        "class A0: ...\nclass B0: ...\n"
        + "".join(
            f"class A{i}(A{i - 1}, B{i - 1}):\n  def f(self): self.p.x()\nclass B{i}(A{i - 1}, B{i - 1}): ...\n"
            for i in range(1, 200)
        ),
        "x0 = [m(), m()]\n" + "".join(f"x{i} = [x{i - 1}, x{i - 1}]\nx{i}.y()\n" for i in range(1, 500)),
    ],
    ids=["reassigned", "swapped", "nested", "nested-text", "diamonds", "doubled"],
)
def test_hostile_sources_are_read_to_the_end(source: str) -> None:
    assert read(source + "\nlast()\n").calls[-1].callee == "last"
