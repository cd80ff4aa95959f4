import ast
import asyncio
from pathlib import Path
from textwrap import dedent

import pytest

from stackfit.extract import extract_facts
from stackfit.model.facts import FileFacts
from stackfit.model.kinds import Language

STANDARD_MODULES = sorted(Path(asyncio.__file__).parent.glob("*.py"))


def read(source: str) -> FileFacts:
    return extract_facts("a.py", Language.PYTHON, dedent(source).encode())


def resolved(source: str) -> list[str]:
    return [call.resolved for call in read(source).calls]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import requests\nrequests.get()", "requests.get"),
        ("import os.path as p\np.join()", "os.path.join"),
        ("import a.b\na.b.c()", "a.b.c"),
        ("from time import sleep as z\nz()", "time.sleep"),
        ("from .models import User\nUser.all()", ".models.User.all"),
        ("from . import db\ndb.get()", ".db.get"),
        ("from .. import db\ndb.get()", "..db.get"),
        ("from m import *\nget()", ""),
        ("open('x')", "builtins.open"),
        ("unknown()", ""),
    ],
)
def test_names_go_through_imports(source: str, name: str) -> None:
    assert resolved(source) == [name]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import requests\ns = requests.Session()\ns.get()", "requests.Session().get"),
        ("import requests\nwith requests.Session() as s:\n    s.get()", "requests.Session().get"),
        ("import m\nif (s := m.make()):\n    s.get()", "m.make().get"),
        ("import m\na = b = m.make()\na.get()", "m.make().get"),
        ("import m\na, b = m.A(), m.B()\nb.get()", "m.B().get"),
        ("import m\nx = None\ndef f():\n    global x\n    x = m.make()\nx.get()", "m.make().get"),
        ("import m\ns = given or m.make()\ns.get()", "m.make().get"),
        ("import m\nx: m.T = f()\nx.get()", "m.T().get"),
    ],
)
def test_bindings_are_followed(source: str, name: str) -> None:
    assert resolved(source)[-1] == name


@pytest.mark.parametrize(
    "annotation", ["httpx.Client", "Optional[httpx.Client]", "httpx.Client | None", "'httpx.Client'"]
)
def test_annotated_parameters_are_instances(annotation: str) -> None:
    source = f"import httpx\nfrom typing import Optional\ndef f(c: {annotation}):\n    c.get()"
    assert resolved(source) == ["httpx.Client().get"]
    assert read(source).functions[0].params[0].annotation == "httpx.Client"


@pytest.mark.parametrize(
    "source",
    [
        "import m\ndef f(m):\n    m.get()",
        "import m\nfor m in x:\n    m.get()",
        "import m\n[m.get() for m in x]",
        "import m\ndef f():\n    m = other\n    m.get()",
        "import m\ndef f():\n    a, (m, *b) = other\n    m.get()",
        "import m\ntry:\n    pass\nexcept E as m:\n    m.get()",
        "import m\nmatch x:\n    case m:\n        m.get()",
        "import m\nif a:\n    x = m\nelse:\n    x = given\nx.get()",
        "def open(x): ...\nopen = other\nopen()",
    ],
)
def test_what_shadows_a_name_leaves_it_unresolved(source: str) -> None:
    assert resolved(source) == [""]


def test_defaults_are_evaluated_outside() -> None:
    facts = read("import m\ndef f(m=m.make()):\n    m.get()")
    assert [(call.resolved, call.function) for call in facts.calls] == [("m.make", -1), ("m.make().get", 0)]


def test_the_nearest_definition_counts() -> None:
    assert resolved("import m\nr = m.a()\nr = r.b()\nr.c()")[-1] == "m.a().b().c"
    assert resolved("import m\ndef f():\n    m.get()\ndef g(m): ...") == ["m.get"]


def test_attributes_of_self_are_followed_within_the_class() -> None:
    source = """
        import httpx
        class Store:
            shared = httpx.Client()
            def __init__(self, given: httpx.AsyncClient):
                self.given = given
                self.own = httpx.Client()
            def save(self):
                self.given.get()
                self.own.get()
                self.shared.get()
                self.load()
                self.missing()
            def load(self): ...
        Store().load()
        store = Store()
        store.own.post()
    """
    assert resolved(source)[2:] == [
        "httpx.AsyncClient().get",
        "httpx.Client().get",
        "httpx.Client().get",
        "<local>.Store.load",
        "",
        "<local>.Store().load",
        "<local>.Store",
        "<local>.Store",
        "httpx.Client().post",
    ]
    owners = {binding.target: binding.owner for binding in read(source).bindings}
    assert owners == {"shared": 0, "self.given": 0, "self.own": 0, "store": -1}


def test_calls_know_where_they_stand() -> None:
    facts = read(
        """
        async def main():
            await first()
            for x in second():
                third(fourth(x), key=5)
            return [fifth(y) for y in sixth()]
        """
    )
    calls = {call.callee: call for call in facts.calls}
    assert [name for name, call in calls.items() if call.awaited] == ["first"]
    assert [name for name, call in calls.items() if call.in_loop] == ["third", "fourth", "fifth"]
    assert all(call.function == 0 for call in facts.calls)
    assert facts.calls[calls["fourth"].argument_of].callee == "third"
    assert calls["third"].args[1] == ("key", "number", "5")
    assert (calls["third"].line, calls["third"].column) == (5, 9)


def test_functions_know_what_they_are() -> None:
    facts = read(
        """
        class A:
            @app.route("/x")
            async def m(self): ...
        def outer():
            def inner():
                yield 1
        run(lambda: 1, key=lambda: 2)
        """
    )
    seen = [(f.name, f.qualname, f.is_async, f.is_generator, f.parent, f.owner) for f in facts.functions]
    assert seen == [
        ("m", "A.m", True, False, -1, 0),
        ("outer", "outer", False, False, -1, -1),
        ("inner", "outer.inner", False, True, 1, -1),
        ("", "<lambda>", False, False, -1, -1),
        ("", "<lambda>", False, False, -1, -1),
    ]
    assert facts.functions[0].decorators[0].call == 0
    assert [(f.argument_of, f.argument_position) for f in facts.functions[3:]] == [(1, 0), (1, "key")]


def test_imports_tell_how_much_they_mean() -> None:
    facts = read(
        """
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            import a
        try:
            import ujson as json
        except ImportError:
            import json
        import importlib
        importlib.import_module("plugin")
        json.loads()
        """
    )
    imports = {(item.module, item.alias): item for item in facts.imports}
    assert imports["a", "a"].typing_only
    assert imports["ujson", "json"].guarded
    assert imports["json", "json"].guarded
    assert imports["plugin", None].dynamic
    assert not imports["typing", "TYPE_CHECKING"].guarded
    assert facts.calls[-1].resolved == "ujson.loads"


def test_strings_and_comments_are_no_evidence() -> None:
    facts = read('"""import requests\nrequests.get()"""\n# import os\nx = "import re"\n')
    assert (facts.imports, facts.calls) == ((), ())


@pytest.mark.parametrize("source", ["", "def (", "x = (\n", "\0", "print 'old'", "(" * 3000])
def test_bad_source_is_no_crash(source: str) -> None:
    assert read(source).path == "a.py"


def test_what_can_be_read_of_a_broken_file_is_read() -> None:
    facts = read("import os\nos.getcwd()\ndef broken(:\n")
    assert facts.broken
    assert facts.calls[0].resolved == "os.getcwd"


def test_deep_nesting_and_long_chains_are_no_problem() -> None:
    assert len(read("f(" * 5000 + ")" * 5000).calls) == 5000
    assert len(read("a" + ".b()" * 5000).calls) == 5000


@pytest.mark.parametrize("path", STANDARD_MODULES, ids=lambda path: path.name)
def test_imports_and_calls_are_those_of_the_python_parser(path: Path) -> None:
    data = path.read_bytes()
    facts = extract_facts(path.name, Language.PYTHON, data)
    imports: list[tuple[str, str | None]] = []
    calls: list[tuple[int, int]] = []
    for node in ast.walk(ast.parse(data)):
        if isinstance(node, ast.Import):
            imports += [(alias.name, None) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            imports += [("." * node.level + (node.module or ""), alias.name) for alias in node.names]
        elif isinstance(node, ast.Call):
            calls.append((node.lineno, node.end_lineno or 0))
    assert sorted((item.module, str(item.name)) for item in facts.imports if not item.dynamic) == sorted(
        (module, str(name)) for module, name in imports
    )
    assert sorted((call.line, call.end_line) for call in facts.calls) == sorted(calls)
