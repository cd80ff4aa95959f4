"""SF502: sessions that live in the memory of one process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from stackfit.model.component import ProfiledComponent
from stackfit.model.deployment import StartCommand
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import ComponentKind, Confidence, Severity
from stackfit.model.source import Location
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.modules import loaded_files, resolve_script
from stackfit.rules.process_state import state_stores
from stackfit.rules.serving import describe_processes, serves, several_processes, starts, sync_worker
from stackfit.rules.stores import Store, call_stores, setting_stores

_ADAPTERS = (
    "@socket.io/",
    "socket.io-redis",
    "socket.io-adapter-",
    "socket.io-emitter",
    "socket.io-mongo",
    "socket.io-sticky",
)
_FORKS = frozenset({"fork"})
_CALLS = frozenset({"express-session", "socket.io", "flask_socketio", "socketio"})
_SETTINGS = frozenset({"SESSION_TYPE"})
_SERVED = frozenset({"Flask", "Blueprint", "FastAPI", "APIRouter", "Sanic", "Quart", "route", "Map"})
_SCRIPTS = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")
_QUIET_KINDS = (ComponentKind.TOOLING, ComponentKind.CLI, ComponentKind.SPA)


class _Several(NamedTuple):
    """What starts more than one process; `files` are those it loads, None where that is not known."""

    what: str
    location: Location
    command: StartCommand | None = None
    files: frozenset[str] | None = None


class InProcessSessionStore:
    """Sessions are kept in the memory of one process.

    ## What it finds

    - `express-session` without a store or with a MemoryStore, the options written in place or in a constant;
    - Socket.IO servers (Node.js, python-socketio, Flask-SocketIO) without an adapter or message queue, and Python's
      also with one where several workers of one server take turns;
    - a module's own dict or Map of sessions, users, rooms or the like that one handler fills and another reads;
    - Flask-Session with the filesystem or CacheLib backend, where there are several replicas.

    It is a warning where the start command (workers, replicas, PM2 and its ecosystem file) or `cluster.fork` starts
    more than one process that loads the code. `express-session` in a single process is an information, the others then
    are none.

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
        words=_CALLS | _FORKS | _SETTINGS | _SERVED,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Join stores in memory with the processes that are started."""
        for component in context.components:
            if component.kind in _QUIET_KINDS or (component.kind is ComponentKind.LIBRARY and not starts(component)):
                continue
            several = tuple(_several(component, context))
            for store in _stores(component, context, several=bool(several)):
                more = next((item for item in several if _breaks(store, item, component, context)), None)
                if more is not None or store.kind == "session":
                    yield self._report(component, store, more)

    def _report(self, component: ProfiledComponent, store: Store, more: _Several | None) -> Finding:
        if more is not None:
            place = "on the disk of one machine" if store.kind == "files" else "in the memory of one process"
            consequence = f"{place}, but {more.what}"
        else:
            consequence = "in the memory of one process and are lost at each restart"
        return self.meta.finding(
            store.location,
            f"{store.what} live {consequence}",
            confidence=Confidence.PROBABLE,
            severity=Severity.INFO if more is None else Severity.WARNING,
            component=component.component.path,
            hint=store.hint,
            symbol=store.symbol,
            related=(Related(location=more.location, what=more.what),) if more is not None else (),
        )


def _stores(component: ProfiledComponent, context: Context, *, several: bool) -> Iterator[Store]:
    """Find the stores; an adapter set anywhere in the component takes Socket.IO's rooms out."""
    shared = any(item.name.startswith(_ADAPTERS) for item in component.component.dependencies)
    found: list[Store] = []
    for file in context.files(component, _CALLS):
        facts = context.facts(file.path)
        if facts is not None:
            imports = {item.module for item in facts.imports}
            shared = shared or ("socket.io" in imports and any(c.callee.endswith(".adapter") for c in facts.calls))
            found.extend(call_stores(facts, context))
    yield from (store for store in found if not (shared and store.what == "Socket.IO rooms"))
    if not several:
        return
    if any(item.name == "flask-session" for item in component.component.dependencies):
        for file in context.files(component, _SETTINGS, PYTHON):
            facts = context.facts(file.path)
            yield from setting_stores(facts, context) if facts is not None else ()
    for file in context.files(component, _SERVED):
        facts = context.facts(file.path)
        yield from state_stores(facts, context) if facts is not None else ()


def _several(component: ProfiledComponent, context: Context) -> Iterator[_Several]:
    """List what starts more than one process: start commands first, then `cluster.fork`."""
    for command in several_processes(component):
        files = _loaded(command, component, context)
        yield _Several(f"production starts {describe_processes(command)}", command.location, command, files)
    for file in context.files(component, _FORKS, NODE):
        facts = context.facts(file.path)
        calls = facts.calls if facts is not None else ()
        fork = next((call for call in calls if call.resolved == "cluster.fork"), None)
        if fork is not None:
            elsewhere = any(call.resolved in ("cluster.setupMaster", "cluster.setupPrimary") for call in calls)
            location = Location(path=file.path, line=fork.line, column=fork.column)
            files = None if elsewhere else loaded_files((file.path,), context)
            yield _Several(f"{file.name} forks cluster workers", location, files=files)


def _loaded(command: StartCommand, component: ProfiledComponent, context: Context) -> frozenset[str] | None:
    """Collect what the script of a Node.js command loads; None where the repository does not hold the script."""
    if command.program not in ("pm2", "node") or not command.target:
        return None
    folder = command.location.path.rpartition("/")[0]
    for base in dict.fromkeys((folder, component.component.path, ".")):
        start = resolve_script(f"{base}/x" if base not in ("", ".") else "x", f"./{command.target}", context)
        if start.endswith(_SCRIPTS) or "/bin/" in f"/{start}":
            return loaded_files((start,), context)
    return None


def _breaks(store: Store, more: _Several, component: ProfiledComponent, context: Context) -> bool:
    """Whether further processes break a store: they run its code, and do not share where it keeps things."""
    command = more.command
    if more.files is not None and store.location.path not in more.files:
        return False
    python = store.location.path.endswith(".py")
    if command is not None and python and not serves(command, store.location.path, component, context):
        return False
    if store.kind == "files":
        return command is not None and (command.replicas or 1) > 1
    if store.what == "Socket.IO connections" and command is not None:
        if sync_worker(command, context):
            return False  # SF102 speaks of the same command and asks for one worker
        return store.kind == "socket" or command.workers == 0 or (command.workers or 1) > 1
    return True
