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
        ("flask_sqlalchemy.SQLAlchemy().session.commit", "database", "heavy"),
        ("django.contrib.auth.models.User.objects.filter().first", "database", "heavy"),
        ("psycopg2.pool.ThreadedConnectionPool().getconn().cursor().execute", "database", "heavy"),
        ("redis.sentinel.Sentinel().master_for().get", "database", "heavy"),
        ("zeep.Client().service.PlaceOrder", "network", "heavy"),
        ("boto3.resource().Table().put_item", "network", "heavy"),
        ("google.cloud.storage.Client().get_bucket().blob().download_as_bytes", "network", "heavy"),
        ("openai.AzureOpenAI().beta.threads.runs.create_and_poll", "network", "heavy"),
        ("utime.sleep_ms", "sleep", "medium"),
        ("serial.Serial().readline", "disk", "heavy"),
        ("PIL.Image.open().resize().save", "cpu", "medium"),
        ("transformers.AutoModelForCausalLM.from_pretrained().generate", "cpu", "heavy"),
        ("bleach.clean", "cpu", "light"),
    ],
)
def test_python_names(name: str, kind: str, cost: str) -> None:
    found = CALLABLES.python.blocking.get(CALLABLES.python.normal(name))
    assert found is not None
    assert (found.kind, found.cost) == (kind, cost)


@pytest.mark.parametrize(
    "name",
    [
        "pathlib.Path().name.replace",
        "asyncio.sleep",
        "anyio.Path().open",
        "requests.codes",
        "pymongo.MongoClient",
        "redis.asyncio.from_url().get",
        "redis.Redis().pipeline().get",
        "sqlalchemy.ext.asyncio.AsyncSession().commit",
        "zmq.asyncio.Context().socket().recv",
        "google.cloud.firestore.Client().batch().set",
        "openai.AsyncOpenAI().chat.completions.create",
        "azure.storage.blob.aio.BlobServiceClient().upload_blob",
        "ccxt.async_support.binance().fetch_ticker",
        "multiprocessing.Queue().put",
    ],
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
        ("directory-tree", "disk"),
        ("conf().set", "disk"),
        ("zx.$.sync", "process"),
        ("synckit.createSyncFn()", "lock"),
        ("libsql().prepare().all", "database"),
        ("unified.unified().use().processSync", "cpu"),
        ("react-dom/server.renderToString", "cpu"),
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


def test_a_last_star_stands_for_one_member() -> None:
    index = NameIndex([("soap.Client().service.*", 1), ("soap.Client().service.quiet", 2)])
    assert index.get("soap.Client().service.order") == 1
    assert index.get("soap.Client().service.quiet") == 2
    assert index.get("soap.Client().service.order.later") is None
    assert index.get("soap.Client().service") is None
    assert list(index.values()) == [2, 1]


def test_a_file_that_imports_another_name_of_a_module_is_looked_at() -> None:
    modules = CALLABLES.python.modules
    assert any(item.path == "utime" and "sleep_ms" in item.members for item in modules["utime"])
    assert any(
        {"SQLAlchemy", "session"} in item.makers and "commit" in item.members for item in modules["flask_sqlalchemy"]
    )


def test_an_object_has_the_blocking_members_of_what_it_holds() -> None:
    module, members = CALLABLES.python.objects["flask_sqlalchemy.SQLAlchemy()"]
    assert module == "flask_sqlalchemy"
    assert "commit" in members


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
