"""SF506: one process where the work asks for more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

from stackfit.model.blocking import BlockingCall
from stackfit.model.component import ProfiledComponent
from stackfit.model.deployment import StartCommand
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence, Role, Severity
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.serving import has_several, is_asgi, production_commands, sync_worker

_SET_OUTSIDE = re.compile(r"WEB_CONCURRENCY|GUNICORN_CMD_ARGS|GUNICORN_WORKERS|UVICORN_WORKERS")
_DEPLOYED = ("dockerfile", "compose", "systemd", "supervisor", "kubernetes", "helm")
"""What deploys a process as it is written; platforms such as Heroku set the number of workers themselves."""
_NODE_PROGRAMS = frozenset({"node", "bun", "deno", "npm", "yarn", "pnpm"})
_HEAVY = frozenset({"machine-learning", "neural-networks", "image-processing", "voice-face-recognition"})
_CLONES = frozenset({"cluster", "pm2", "serverless", "multiprocessing", "worker-threads"})


class OneProcess:
    """Production starts one process where the work asks for more.

    ## What it finds

    - gunicorn without a number of workers, which starts one `sync` worker with one thread: one request at a time;
    - a service whose work is machine learning, images or voices on an event loop (uvicorn, hypercorn, daphne, Node.js)
      in one process, with handlers that compute on the loop.

    Platforms that set the number of workers themselves (Heroku and its like), commands that ask for one worker, and
    files that speak of `WEB_CONCURRENCY` or `GUNICORN_CMD_ARGS` are left alone. It is an information: a small service
    may well do with one process.

    ## Why it matters

    One request that waits for a database or computes keeps all others waiting, health checks too, while the other cores
    of the machine have nothing to do. gunicorn
    [recommends](https://docs.gunicorn.org/en/stable/design.html#how-many-workers) twice as many workers as there are
    cores, and one more.

    ## Example

    Bad:

    ```dockerfile
    CMD ["gunicorn", "--bind", "0.0.0.0:8000", "shop.wsgi"]
    ```

    Good:

    ```dockerfile
    CMD ["gunicorn", "--workers", "4", "--threads", "4", "--bind", "0.0.0.0:8000", "shop.wsgi"]
    ```

    ## What to do instead

    Start a process per core (`--workers`, `cluster`, PM2 with `instances`, replicas), or give a synchronous worker
    threads. See first that sessions, limits and schedulers live outside of the process ([SF502](SF502.md),
    [SF507](SF507.md), [SF509](SF509.md)).
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF506",
        name="one-process",
        severity=Severity.INFO,
        summary="One process where the work asks for more",
        since="0.1.0",
        criteria=("scalability",),
        languages=(*PYTHON, *NODE),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at what production starts, and at what the handlers of the component do."""
        for component in context.components:
            commands = [item for item in production_commands(component) if item.program]
            if any(has_several(item) for item in commands) or _is_set_outside(component, context):
                continue
            deployed = [item for item in commands if item.source.startswith(_DEPLOYED)]
            found = (self._look(component, command, context) for command in deployed)
            yield from [item for item in found if item is not None][:1]

    def _look(self, component: ProfiledComponent, command: StartCommand, context: Context) -> Finding | None:
        return self._one_at_a_time(component, command, context) or self._one_loop(component, command, context)

    def _one_at_a_time(self, component: ProfiledComponent, command: StartCommand, context: Context) -> Finding | None:
        if command.workers is not None or sync_worker(command, context) != "sync":
            return None
        return self.meta.finding(
            command.location,
            "gunicorn starts one worker with one thread, which serves one request at a time",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            hint="add --workers and --threads",
            symbol=command.process,
        )

    def _one_loop(self, component: ProfiledComponent, command: StartCommand, context: Context) -> Finding | None:
        if command.workers is not None or _HEAVY.isdisjoint(component.workload_ids):
            return None
        node = command.program in _NODE_PROGRAMS and _serves_node(component)
        heavy = _computing(component, context) if is_asgi(command) or node else None
        if heavy is None:
            return None
        return self.meta.finding(
            command.location,
            f"Production starts one process, and {heavy.callee} computes on its event loop: "
            "nobody else is served meanwhile",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            hint="start a process per core, or take the computing off the loop",
            symbol=command.process,
            related=(Related(location=heavy.location, what=f"{heavy.callable} computes for {heavy.entry}"),),
        )


def _computing(component: ProfiledComponent, context: Context) -> BlockingCall | None:
    """Find the first call of a handler that keeps the processor for long."""
    paths = {file.path for file in component.component.files}
    return next(
        (
            item
            for item in context.blocking_calls
            if item.kind == "cpu" and item.hot and item.cost == "heavy" and item.role is Role.PRODUCTION
            if item.location.path in paths
        ),
        None,
    )


def _serves_node(component: ProfiledComponent) -> bool:
    """Whether a Node.js component runs on one event loop alone."""
    return "event-loop" in component.concurrency and _CLONES.isdisjoint(component.concurrency)


def _is_set_outside(component: ProfiledComponent, context: Context) -> bool:
    """Whether a deployment file leaves the number of processes to a variable."""
    paths = {command.location.path for command in component.component.commands}
    paths.update(_environments(context.paths))
    return any(_SET_OUTSIDE.search(context.text(path) or "") for path in sorted(paths))


@lru_cache(maxsize=2)
def _environments(paths: frozenset[str]) -> tuple[str, ...]:
    """List the files that set variables; asked for once for all components."""
    return tuple(path for path in paths if "/.env" in path or path.startswith(".env"))
