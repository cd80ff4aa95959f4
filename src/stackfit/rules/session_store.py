"""SF502: sessions that live in the memory of one process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Severity
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.process_state import state_stores
from stackfit.rules.several import FORKS, Several, deploys, find_several, runs
from stackfit.rules.stores import Store, call_stores, setting_stores

_CALLS = frozenset({"express-session"})
_SETTINGS = frozenset({"SESSION_TYPE"})
_SERVED = frozenset({"Flask", "Blueprint", "FastAPI", "APIRouter", "Sanic", "Quart", "route", "Map"})


class InProcessSessionStore:
    """Sessions are kept in the memory of one process.

    ## What it finds

    - `express-session` without a store or with a MemoryStore, the options written in place or in a constant;
    - a module's own dict or Map of sessions, users, rooms or the like that one handler fills and another reads;
    - Flask-Session with the filesystem or CacheLib backend, where there are several replicas.

    It is a warning where the start command (workers, replicas, PM2 and its ecosystem file) or `cluster.fork` starts
    more than one process that loads the code. `express-session` in a single process is an information, the others then
    are none.

    ## Why it matters

    A second process knows nothing of the sessions of the first: users are logged out at random.
    [express-session](https://expressjs.com/en/resources/middleware/session.html) also says of its MemoryStore that it
    leaks memory and is not meant for production.

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

    Keep sessions in Redis or a database (`connect-redis`, `connect-mongo`, Flask-Session with Redis).
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF502",
        name="in-process-session-store",
        severity=Severity.WARNING,
        summary="Sessions kept in the memory of one process",
        since="0.1.0",
        criteria=("scalability",),
        languages=(*PYTHON, *NODE),
        words=_CALLS | FORKS | _SETTINGS | _SERVED,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Join stores in memory with the processes that are started."""
        for component in context.components:
            if not deploys(component):
                continue
            several = tuple(find_several(component, context))
            for store in _stores(component, context, several=bool(several)):
                more = next((item for item in several if _breaks(store, item, component, context)), None)
                if more is not None or store.kind == "session":
                    yield self._report(component, store, more)

    def _report(self, component: ProfiledComponent, store: Store, more: Several | None) -> Finding:
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
            related=more.related if more is not None else (),
        )


def _stores(component: ProfiledComponent, context: Context, *, several: bool) -> Iterator[Store]:
    """Find the stores; those that only a second process breaks are looked for where there is one."""
    for file in context.files(component, _CALLS, NODE):
        facts = context.facts(file.path)
        yield from call_stores(facts, context) if facts is not None else ()
    if not several:
        return
    if any(item.name == "flask-session" for item in component.component.dependencies):
        for file in context.files(component, _SETTINGS, PYTHON):
            facts = context.facts(file.path)
            yield from setting_stores(facts, context) if facts is not None else ()
    for file in context.files(component, _SERVED):
        facts = context.facts(file.path)
        yield from state_stores(facts, context) if facts is not None else ()


def _breaks(store: Store, more: Several, component: ProfiledComponent, context: Context) -> bool:
    """Whether further processes break a store: they run its code, and do not share where it keeps things."""
    if not runs(more, store.location.path, component, context):
        return False
    return store.kind != "files" or (more.command is not None and (more.command.replicas or 1) > 1)
