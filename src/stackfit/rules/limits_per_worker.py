"""SF509: a rate limiter or a cache whose memory other processes do not see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Severity
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.limit_stores import CACHES, LIMITERS, limit_stores
from stackfit.rules.several import FORKS, Several, deploys, find_several, runs
from stackfit.rules.stores import Store

_SETTINGS = frozenset({"RATELIMIT_STORAGE_URI", "RATELIMIT_STORAGE_URL"})


class LimitsPerWorker:
    """A rate limiter counts, or a cache forgets, in each process for itself.

    ## What it finds

    Code that production starts in several processes (workers, replicas, PM2, `cluster.fork`) and that

    - limits requests without a shared store: Flask-Limiter and slowapi without `storage_uri` or with `memory://`,
      express-rate-limit and express-slow-down without `store`, `RateLimiterMemory`, @fastify/rate-limit without
      `redis`, @nestjs/throttler without `storage`;
    - deletes entries from a cache of its own memory (node-cache, memory-cache, Flask-Caching with SimpleCache), which
      is an information.

    ## Why it matters

    With four processes a limit of five tries is one of twenty, and a client that is refused gets through at the next
    attempt. An entry that one process deletes lives on in the others, which go on to serve what is old.
    [Flask-Limiter](https://flask-limiter.readthedocs.io/en/stable/#configuring-a-storage-backend) and
    [express-rate-limit](https://express-rate-limit.mintlify.app/reference/stores) name the stores to use instead.

    ## Example

    Bad: in a program that PM2 starts four times,

    ```javascript
    app.use("/login", rateLimit({ windowMs: 60000, limit: 5 }));
    ```

    Good:

    ```javascript
    app.use("/login", rateLimit({ windowMs: 60000, limit: 5, store: new RedisStore({ sendCommand }) }));
    ```

    ## What to do instead

    Give the limiter a store in Redis or another place that all processes see, or limit requests in the proxy in front.
    Keep what must be deleted at once in a cache outside of the processes.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF509",
        name="limits-per-worker",
        severity=Severity.WARNING,
        summary="A rate limiter or cache in the memory of each process",
        since="0.1.0",
        criteria=("scalability",),
        languages=(*PYTHON, *NODE),
        words=LIMITERS | CACHES | FORKS | _SETTINGS,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Join limiters and caches with the processes that are started."""
        for component in context.components:
            files = context.files(component, LIMITERS | CACHES) if deploys(component) else ()
            several = tuple(find_several(component, context)) if files else ()
            if not several:
                continue
            configured = bool(context.files(component, _SETTINGS, PYTHON))
            for file in files:
                facts = context.facts(file.path)
                for store in limit_stores(facts, context) if facts is not None else ():
                    elsewhere = store.kind == "limits" and file.path.endswith(".py") and configured
                    more = next((item for item in several if runs(item, file.path, component, context)), None)
                    if more is not None and not elsewhere:
                        yield self._report(component, store, more)

    def _report(self, component: ProfiledComponent, store: Store, more: Several) -> Finding:
        return self.meta.finding(
            store.location,
            f"{store.what} stays in the memory of one process, but {more.what}"
            if store.kind == "cache"
            else f"{store.what} stay in the memory of one process, but {more.what}",
            confidence=Confidence.PROBABLE,
            severity=Severity.INFO if store.kind == "cache" else Severity.WARNING,
            component=component.component.path,
            hint=store.hint,
            symbol=store.symbol,
            related=more.related,
        )
