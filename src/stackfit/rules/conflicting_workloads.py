"""SF1102: live connections and heavy computing in one process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import ComponentKind, Confidence, Severity
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.mixed_work import Worker, heavy_files, live_files, loaded_from
from stackfit.rules.serving import production_commands

_LIVE = frozenset({"messenger", "collaboration", "chatbot", "streaming", "notifications", "web-api", "web-site"})
_HEAVY = frozenset({"machine-learning", "neural-networks", "image-processing", "voice-face-recognition"})
_LOOPS = frozenset({"asyncio", "trio", "tornado", "twisted", "gevent", "eventlet", "event-loop"})
_APART = frozenset({"celery", "multiprocessing", "worker-threads", "serverless"})
_WORKERS = frozenset({"celery", "rq", "dramatiq", "huey", "arq", "taskiq"})
_SHOWN = 3


class ConflictingWorkloads:
    """One process holds live connections and computes with models or images.

    ## What it finds

    A service on an event loop (asyncio, Node.js, gevent ...) whose work is both live (an API, a bot, messages, streams)
    and heavy (models, images, voices), where the files that serve connections load the files that compute, and nothing
    hands the computing to another process (Celery, worker threads, multiprocessing) or starts one for each request
    (serverless). The message says which files belong to which work. It is a warning where a handler is seen to reach
    computing that takes long whatever it is given, else an information.

    ## Why it matters

    Both share one loop, one processor and one memory: while a model answers, nobody else is served, and the number of
    processes can only be raised for both, each with its own copy of the model. The two need
    [different machines and different scaling](https://12factor.net/concurrency).

    ## Example

    Bad:

    ```python
    from fastapi import FastAPI, WebSocket
    import torch  # the same process answers everybody and runs the model
    ```

    Good:

    ```text
    web/     FastAPI and WebSocket; puts a job into a queue
    worker/  torch; takes jobs, one process for each GPU
    ```

    ## What to do instead

    Put the computing behind a queue or a service of its own, with its own start command, and let the live part wait for
    the answer without blocking. The files that the finding names are where to cut.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF1102",
        name="conflicting-workloads",
        severity=Severity.WARNING,
        summary="Live connections and heavy computing in one process",
        since="0.1.0",
        criteria=("apps", "scalability"),
        languages=(*PYTHON, *NODE),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at services that do both."""
        for component in context.components:
            if not _does_both(component):
                continue
            live, heavy = live_files(component, context), heavy_files(component, context)
            ways = loaded_from(live, frozenset(heavy), context)
            if ways:
                yield self._report(component, live, {path: heavy[path] for path in sorted(ways)}, ways, context)

    def _report(
        self,
        component: ProfiledComponent,
        live: dict[str, Worker],
        heavy: dict[str, Worker],
        ways: dict[str, tuple[str, ...]],
        context: Context,
    ) -> Finding:
        paths = [path for path in heavy if _is_reached(path, context)] or sorted(
            heavy, key=lambda path: len(ways[path])
        )
        first = heavy[paths[0]]
        start = live[ways[paths[0]][0]]
        serving = {way[0]: live[way[0]] for way in (ways[path] for path in heavy)}
        message = (
            f"One process serves connections ({_listed(serving)}) and computes ({_listed(heavy)})"
            if set(serving) != set(heavy)
            else f"{_listed(heavy)}: the same file serves connections and computes"
        )
        return self.meta.finding(
            first.location,
            message,
            confidence=Confidence.PROBABLE,
            severity=Severity.WARNING if _is_reached(paths[0], context) else Severity.INFO,
            component=component.component.path,
            hint=f"give {first.path} a worker process of its own, behind a queue or an internal service",
            related=(Related(location=start.location, what=f"connections are served here, with {start.technology}"),),
            snippet=f"{component.component.path} {component.component.ecosystem.value}",
        )


def _does_both(component: ProfiledComponent) -> bool:
    """Whether a service on an event loop has live and heavy work and no process for the latter.

    What asyncio does in a WSGI application stands beside its requests, in a thread or a command.
    """
    loops = set(component.concurrency)
    if "sync-wsgi" in loops:
        loops.discard("asyncio")
    if component.kind not in (ComponentKind.SERVICE, ComponentKind.APP) or component.runtime.side is None:
        return False
    if loops.isdisjoint(_LOOPS) or not loops.isdisjoint(_APART):
        return False
    if any(command.program in _WORKERS for command in production_commands(component)):
        return False
    labels = component.workload_ids
    return not labels.isdisjoint(_LIVE) and not labels.isdisjoint(_HEAVY)


def _is_reached(path: str, context: Context) -> bool:
    """Whether a handler is seen to get to computing in a file that takes long whatever it is given."""
    heavy = (call for call in context.blocking_calls if call.kind == "cpu" and call.hot and call.cost == "heavy")
    return any(call.location.path == path for call in heavy)


def _listed(workers: dict[str, Worker]) -> str:
    """List a few files with what gives them away: "app/model.py (PyTorch)"."""
    shown = [f"{item.path} ({item.technology})" for item in list(workers.values())[:_SHOWN]]
    rest = len(workers) - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")
