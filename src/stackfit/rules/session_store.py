"""SF502: sessions that live in the memory of one process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import ComponentKind, Confidence, Severity
from stackfit.model.source import Location
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.serving import most_processes

_ADAPTERS = (
    "@socket.io/",
    "socket.io-redis",
    "socket.io-adapter-",
    "socket.io-emitter",
    "socket.io-mongo",
    "socket.io-sticky",
)
_FORKS = frozenset({"fork"})
_LOCAL_TYPES = frozenset({"filesystem", "cachelib", "null"})
_QUIET_KINDS = (ComponentKind.LIBRARY, ComponentKind.TOOLING, ComponentKind.CLI, ComponentKind.SPA)


class _Store(NamedTuple):
    """Sessions in memory: where, what to call them, and whether one process is reason enough to say so."""

    facts: FileFacts
    call: Call
    what: str
    hint: str
    alone: bool


class InProcessSessionStore:
    """Sessions are kept in the memory of one process.

    ## What it finds

    `express-session` without a store (which means its MemoryStore), Flask-Session with the filesystem or CacheLib
    backend, and Socket.IO servers (Node.js, python-socketio, Flask-SocketIO) without an adapter or message queue. With
    several workers or replicas in the start command, PM2 or `cluster` it is a warning; MemoryStore in a single
    process is an information, the others then are none.

    ## Why it matters

    A second process knows nothing of the sessions of the first: users are logged out at random and messages reach half
    of the room. [express-session](https://expressjs.com/en/resources/middleware/session.html) also says of its
    MemoryStore that it leaks memory and is not meant for production; for Socket.IO see
    [using multiple nodes](https://socket.io/docs/v4/using-multiple-nodes/).

    ## Example

    Bad:

    ```javascript
    app.use(session({ secret, resave: false, saveUninitialized: false }));
    ```

    Good:

    ```javascript
    app.use(session({ secret, resave: false, saveUninitialized: false, store: new RedisStore({ client }) }));
    ```

    ## What to do instead

    Keep sessions in Redis or a database (`connect-redis`, `connect-mongo`, Flask-Session with Redis), and give
    Socket.IO an adapter (`@socket.io/redis-adapter`) or a message queue (`message_queue=`, `client_manager=`).
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF502",
        name="in-process-session-store",
        severity=Severity.WARNING,
        summary="Sessions kept in the memory of one process",
        since="0.1.0",
        criteria=("scalability",),
        languages=(*PYTHON, *NODE),
        words=frozenset({"express-session", "socket.io", "flask_session", "flask_socketio", "socketio", *_FORKS}),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Join stores in memory with the number of processes that are started."""
        for component in context.components:
            if component.kind in _QUIET_KINDS:
                continue
            several = _several(component, context)
            for store in self._stores(component, context):
                if several or store.alone:
                    yield self._report(component, store, several)

    def _stores(self, component: ProfiledComponent, context: Context) -> Iterator[_Store]:
        """Find the stores; an adapter set anywhere in the component takes Socket.IO out."""
        shared = any(item.name.startswith(_ADAPTERS) for item in component.component.dependencies)
        found: list[_Store] = []
        for facts in context.candidates(component, self.meta):
            imports = {item.module for item in facts.imports}
            for call in facts.calls:
                shared = shared or (call.callee.endswith(".adapter") and "socket.io" in imports)
                store = _read_store(facts, call)
                if store is not None:
                    found.append(store)
        for store in found:
            if store.alone or not shared or "Socket" not in store.what:
                yield store

    def _report(self, component: ProfiledComponent, store: _Store, several: Related | None) -> Finding:
        call, path = store.call, store.facts.path
        consequence = f"and there is more than one ({several.what})" if several else "and are lost at each restart"
        return self.meta.finding(
            Location(path=path, line=call.line, column=call.column, end_line=call.end_line),
            f"{store.what} live in the memory of one process, {consequence}",
            confidence=Confidence.PROBABLE,
            severity=Severity.WARNING if several else Severity.INFO,
            component=component.component.path,
            hint=store.hint,
            symbol=store.facts.functions[call.function].qualname if call.function >= 0 else "",
            related=(several,) if several else (),
        )


def _several(component: ProfiledComponent, context: Context) -> Related | None:
    """Say what starts more than one process and where, None if nothing does."""
    command = most_processes(component)
    if command is not None:
        parts = [f"{command.workers} workers"] if (command.workers or 1) > 1 else []
        parts += [f"{command.replicas} replicas"] if (command.replicas or 1) > 1 else []
        return Related(location=command.location, what=" in ".join(parts))
    for file in context.files(component, _FORKS, NODE):
        facts = context.facts(file.path)
        for call in facts.calls if facts is not None else ():
            if call.resolved == "cluster.fork":
                location = Location(path=file.path, line=call.line, column=call.column)
                return Related(location=location, what="cluster forks workers")
    return None


def _read_store(facts: FileFacts, call: Call) -> _Store | None:
    """Read one call as a store in memory, None where it is none or names another store."""
    keys = [arg for arg in call.args if arg.kind == "object"]
    if call.resolved == "express-session":
        names = keys[0].value.split(",") if keys else []
        named = keys and "store" not in names and "secret" in names
        return _Store(facts, call, "Sessions", "give session() a store, such as connect-redis", True) if named else None
    if call.resolved in ("flask_socketio.SocketIO", "socketio.Server", "socketio.AsyncServer"):
        options = {arg.keyword for arg in call.args}
        if options.isdisjoint({"message_queue", "client_manager", "**"}):
            return _Store(facts, call, "Socket.IO sessions", "pass message_queue= or client_manager=", False)
        return None
    if call.resolved == "socket.io.Server" or (call.resolved == "socket.io" and not facts.language.is_python):
        if not any("adapter" in arg.value.split(",") for arg in keys):
            return _Store(facts, call, "Socket.IO rooms", "add @socket.io/redis-adapter", False)
        return None
    if call.callee.endswith("config.update") or call.callee.endswith("config.from_mapping"):
        for arg in call.args:
            if arg.keyword == "SESSION_TYPE" and arg.kind == "string" and arg.value in _LOCAL_TYPES:
                return _Store(facts, call, "Flask sessions", 'set SESSION_TYPE="redis"', False)
    return None
