from __future__ import annotations

import pytest

from stackfit.catalogue.callables import load_callables, read_callables
from stackfit.catalogue.callables_model import NameIndex, expand, last_word
from stackfit.catalogue.toml import Table
from stackfit.errors import DataError

CALLABLES = load_callables()


@pytest.mark.parametrize(
    ("name", "kind", "cost"),
    [
        ("time.sleep", "sleep", "heavy"),
        ("requests.sessions.Session().get", "network", "heavy"),
        ("builtins.open", "disk", "medium"),
        ("pathlib.Path().parent.joinpath().read_text", "disk", "medium"),
        ("os.path.exists", "disk", "light"),
        ("sqlite3.connect().cursor().execute", "database", "medium"),
        ("pymongo.MongoClient().shop.orders.find_one", "database", "heavy"),
        ("sqlalchemy.orm.sessionmaker()().query().filter().first", "database", "heavy"),
    ],
)
def test_python_names(name: str, kind: str, cost: str) -> None:
    found = CALLABLES.python.blocking.get(CALLABLES.python.normal(name))
    assert found is not None
    assert (found.kind, found.cost) == (kind, cost)


@pytest.mark.parametrize(
    "name", ["pathlib.Path().name.replace", "asyncio.sleep", "anyio.Path().open", "requests.codes"]
)
def test_python_names_that_do_not_block(name: str) -> None:
    assert CALLABLES.python.blocking.get(CALLABLES.python.normal(name)) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("fs.readFileSync", "disk"),
        ("child_process.execSync", "process"),
        ("sync-request", "network"),
        ("better-sqlite3().prepare().all", "database"),
        ("crypto.pbkdf2Sync", "cpu"),
        ("globalThis.Atomics.wait", "sleep"),
    ],
)
def test_node_names(name: str, kind: str) -> None:
    found = CALLABLES.node.blocking.get(CALLABLES.node.normal(name))
    assert found is not None
    assert found.kind == kind


def test_every_callable_names_a_replacement_for_everybody() -> None:
    for side in (CALLABLES.python, CALLABLES.node):
        for name in ("time.sleep", "builtins.open", "fs.readFileSync"):
            found = side.blocking.get(name)
            assert found is None or found.replacements[-1][0] == ""


def test_express_routers_and_apps_are_one_kind_of_object() -> None:
    assert CALLABLES.node.registrations.get(CALLABLES.node.normal("express.Router().get"))
    assert CALLABLES.node.registrations.get(CALLABLES.node.normal("express().get"))


def test_expand_spells_out_every_choice() -> None:
    assert list(expand("a.{b,c}().{d,e}")) == ["a.b().d", "a.b().e", "a.c().d", "a.c().e"]


def test_deep_patterns_ask_for_a_boundary() -> None:
    index = NameIndex([("db.Client()**.find", 1)])
    assert index.get("db.Client().a.b.find") == 1
    assert index.get("db.ClientX().find") is None


@pytest.mark.parametrize(("name", "word"), [("a.b()", "b"), ("a", "a"), ("", ""), ("x().$eval", "$eval")])
def test_last_word(name: str, word: str) -> None:
    assert last_word(name) == word


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"kind": "slow"}, "kind"),
        ({"cost": "huge"}, "cost"),
        ({"replace": "nothing"}, "replace"),
        ({"confidence": "sure"}, "confidence"),
        ({"unless": ["block"]}, "unless"),
        ({"extra": 1}, "extra"),
    ],
)
def test_broken_entries_are_named(values: dict[str, object], where: str) -> None:
    entry = {"kind": "disk", "cost": "light", "module": "m", "names": ["f"], "replace": "x"} | values
    table = Table({"language": "python", "replacements": {"x": {"": "y"}}, "blocking": [entry]}, "test.toml")
    with pytest.raises(DataError) as caught:
        read_callables(table)
    assert caught.value.where.endswith(where)


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("fs.readFileSync", "await readFile(...) of node:fs/promises"),
        ("fs.realpathSync.native", "await realpath(...) of node:fs/promises"),
        ("fs-extra.copySync", "await copy(...) of fs-extra"),
        ("glob.sync", "the asynchronous function of glob"),
        ("crypto.scryptSync", "scrypt(...) of node:crypto with a callback, or promisified"),
        ("sass.compile", "await compileAsync(...) of sass"),
    ],
)
def test_a_hint_names_the_asynchronous_call(name: str, instead: str) -> None:
    found = CALLABLES.node.blocking.get(name)
    assert found is not None
    assert found.replacements == (("", instead),)
