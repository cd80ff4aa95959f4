"""SF204: a client with connections of its own, made anew for each request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.catalogue.callables import load_callables
from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding
from stackfit.model.kinds import ComponentKind, Confidence, Language, Severity
from stackfit.model.source import Location, split_lines
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.importing import importing_files, wanted_names
from stackfit.rules.places import Places

_POOL = "a pool of database connections"
_CLIENT = "a client with connections of its own"
_SESSION = "an HTTP session"
_MADE = {
    "requests.Session": _SESSION,
    "httpx.AsyncClient": _SESSION,
    "httpx.Client": _SESSION,
    "aiohttp.ClientSession": _SESSION,
    "boto3.client": _CLIENT,
    "boto3.resource": _CLIENT,
    "pymongo.MongoClient": _POOL,
    "motor.motor_asyncio.AsyncIOMotorClient": _POOL,
    "redis.Redis": _CLIENT,
    "redis.StrictRedis": _CLIENT,
    "redis.from_url": _CLIENT,
    "redis.asyncio.Redis": _CLIENT,
    "redis.asyncio.from_url": _CLIENT,
    "elasticsearch.Elasticsearch": _CLIENT,
    "asyncpg.create_pool": _POOL,
    "psycopg2.pool.SimpleConnectionPool": _POOL,
    "psycopg2.pool.ThreadedConnectionPool": _POOL,
    "psycopg_pool.ConnectionPool": _POOL,
    "psycopg_pool.AsyncConnectionPool": _POOL,
    "sqlalchemy.create_engine": _POOL,
    "sqlalchemy.ext.asyncio.create_async_engine": _POOL,
    "openai.OpenAI": _CLIENT,
    "openai.AsyncOpenAI": _CLIENT,
    "@prisma/client.PrismaClient": _POOL,
    "mongodb.MongoClient": _POOL,
    "mongodb.MongoClient.connect": _POOL,
    "mongoose.createConnection": _POOL,
    "ioredis": _CLIENT,
    "redis.createClient": _CLIENT,
    "pg.Pool": _POOL,
    "mysql.createPool": _POOL,
    "mysql2.createPool": _POOL,
    "mysql2/promise.createPool": _POOL,
    "knex": _POOL,
    "@elastic/elasticsearch.Client": _CLIENT,
}
_WANTED = wanted_names(_MADE)
_CHEAP = frozenset({_SESSION, _CLIENT})
_CACHES = frozenset({"lru_cache", "cache", "cached", "cached_property", "singleton", "fixture", "memoize"})
_LAZY = re.compile(
    r"\bif\b.{0,80}(?:\bnot\b|\bNone\b|!|undefined|null)|\?\?=|\|\|=?|\bglobal\s|\bnonlocal\s|\.get\(|\bin\s"
)
_CLOSES = re.compile(r"(?<!\bres)(?<!\bresponse)\.(?:a?close|end|dispose|destroy|quit|\$?disconnect)\(")
_WITH = re.compile(r"^\s*(?:async\s+)?with\b")
_STORED = re.compile(r"^\s{0,80}[\w.$]{1,80}\[[^\]\n]{1,80}\]\s?=(?!=)")
"""What is put under a key of something is kept there."""

_LOOK_BACK = 4
_VERB = re.compile(r"[a-z]+")
_ONCE = frozenset({"connect", "init", "initialize", "setup", "bootstrap", "migrate", "backup", "restore"})
_QUIET = frozenset({ComponentKind.TOOLING, ComponentKind.NOTEBOOK, ComponentKind.LIBRARY})


class ClientPerRequest:
    """A client that keeps connections is made anew for each request.

    ## What it finds

    Behind a request, message or socket handler: HTTP sessions (requests, httpx, aiohttp), database engines, pools and
    clients (SQLAlchemy, asyncpg, psycopg, pymongo, Motor, Prisma, mongodb, mongoose, pg, mysql, knex), Redis,
    Elasticsearch, boto3 and OpenAI clients. Pools that the function does not close again are a warning
    (each request leaves connections behind), the others an information. What is made once and kept (a cache decorator,
    an attribute, `if client is None`) is left alone, and so are functions that sound like start-up or upkeep
    (`connect`, `init_store`, `restore`).

    ## Why it matters

    Such an object exists so that its connections are used again. Made anew each time, every request pays for DNS, TCP,
    TLS and login, and under load the other side runs out of connections: the pools of ten requests are ten pools.
    [aiohttp](https://docs.aiohttp.org/en/stable/client_quickstart.html#make-a-request) says not to make a session per
    request; [Prisma](https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections) says
    the same of its client.

    ## Example

    Bad:

    ```javascript
    app.get('/users', async (req, res) => {
      const prisma = new PrismaClient();
      res.json(await prisma.user.findMany());
    });
    ```

    Good:

    ```javascript
    const prisma = new PrismaClient();

    app.get('/users', async (req, res) => {
      res.json(await prisma.user.findMany());
    });
    ```

    ## What to do instead

    Make it once, at module level or when the application starts (`lifespan`, `app.state`, a dependency with a cache),
    and close it when the application ends.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF204",
        name="client-per-request",
        severity=Severity.WARNING,
        summary="A client with connections of its own is made for each request",
        since="0.1.0",
        criteria=("performance",),
        languages=(*PYTHON, *NODE),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at what handlers make."""
        for component in context.components:
            if component.kind in _QUIET or component.runtime.side is None:
                continue
            places = context.once(Places, component)
            for facts in importing_files(component, context, self.meta.languages, _WANTED):
                kept = _Kept(facts, context.text(facts.path) or "")
                for index, call in enumerate(facts.calls):
                    what = _makes(call) if facts.language is not Language.NOTEBOOK and call.function >= 0 else ""
                    handler = places.handler(facts, call.function) if what else ""
                    if handler and not kept.holds(index):
                        yield self._report(component, facts, call, what, handler, closed=kept.closes(call))

    def _report(
        self, component: ProfiledComponent, facts: FileFacts, call: Call, what: str, handler: str, *, closed: bool
    ) -> Finding:
        return self.meta.finding(
            Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line),
            f"{call.callee} makes {what} each time {handler} runs",
            confidence=Confidence.PROBABLE,
            severity=Severity.INFO if closed or what in _CHEAP else Severity.WARNING,
            component=component.component.path,
            hint="make it once, when the application starts, and use it again",
            symbol=facts.functions[call.function].qualname,
        )


def _makes(call: Call) -> str:
    """Say what a call makes, "" where that is nothing of interest."""
    name = call.resolved
    return _MADE.get(name) or _MADE.get(load_callables().python.normal(f"{name}()").removesuffix("()"), "")


def _sounds_once(name: str) -> bool:
    """Whether a name says that its function belongs to start-up or upkeep: "connect", "initStore", "restore"."""
    verb = _VERB.match(name.lstrip("_"))
    return verb is not None and verb.group() in _ONCE


class _Kept:
    """What the functions of one file make that outlives the request."""

    def __init__(self, facts: FileFacts, text: str) -> None:
        self._facts = facts
        self._lines = split_lines(text)
        # To listen to a channel takes a connection of its own.
        self._subscribing = {item.function for item in facts.calls if item.callee.endswith((".pubsub", ".subscribe"))}
        self._closed: dict[int, int] = {}  # the last line of a function that closes something
        self._targets: dict[int, str] = {}
        for item in facts.bindings:
            self._targets.setdefault(item.call, item.target)
        self._members = {item.value for item in facts.bindings if "." in item.target}

    def holds(self, index: int) -> bool:
        """Whether what a call makes outlives the request."""
        call = self._facts.calls[index]
        if any(arg.keyword == "auth" for arg in call.args) or call.function in self._subscribing:
            return True
        if _sounds_once(self._facts.functions[call.function].name) or self._is_cached(call.function):
            return True
        if _STORED.match(self._line(call.line)):
            return True
        if "." in self._targets.get(index, "") or f"{call.resolved}()" in self._members:
            return True
        first = max(self._facts.functions[call.function].line, call.line - _LOOK_BACK)
        return any(_LAZY.search(line) for line in self._lines[first : call.line])

    def closes(self, call: Call) -> bool:
        """Whether the function that makes something closes something again before it ends."""
        function = self._facts.functions[call.function]
        if call.function not in self._closed:
            numbers = range(function.end_line, function.line - 1, -1)
            self._closed[call.function] = next((n for n in numbers if _CLOSES.search(self._line(n))), 0)
        return self._closed[call.function] >= call.line or bool(_WITH.search(self._line(call.line)))

    def _line(self, number: int) -> str:
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def _is_cached(self, function: int) -> bool:
        while function >= 0:
            fact = self._facts.functions[function]
            if _CACHES & {item.resolved.rpartition(".")[2] for item in fact.decorators}:
                return True
            function = fact.parent
        return False
