"""One run over a fleet: the calls, in order."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from msgspec import Struct

from stackfit.fleet.earlier import plan_tasks
from stackfit.fleet.engine import run_in_processes
from stackfit.fleet.inputs import read_sources
from stackfit.fleet.store import Run
from stackfit.fleet.task import Settings, Task

Document = dict[str, Any]


class Plan(Struct, frozen=True, kw_only=True):
    """What a run is to do. `sources` is a file that `write_sources` wrote, `facts` what `runs` will say of it."""

    results: Path
    sources: Path
    settings: Settings
    facts: dict[str, Any]
    engine: str = "process"
    workers: int = 1
    scheduler: str | None = None
    resume: bool = False


def run_fleet(plan: Plan, tell: Callable[[Document], None]) -> str:
    """Scan every source, keep each result as it comes, and `tell` of it; gives the name of the run.

    Raises `StackfitError` where results cannot be kept or the cluster cannot be used; what is done stays.
    """
    with plan.sources.open(encoding="utf-8") as lines:
        tasks = plan_tasks(read_sources(lines), plan.results, resume=plan.resume)
        with Run(plan.results, plan.facts) as run, closing(_start(plan, tasks)) as answers:
            for answer in answers:
                tell(run.add(answer))
            run.finish()
            return run.name


def _start(plan: Plan, tasks: Iterator[Task]) -> Generator[bytes]:
    if plan.engine == "dask":
        from stackfit.fleet.cluster import run_on_dask  # takes half a second to load

        return run_on_dask(tasks, plan.settings, plan.workers, plan.scheduler)
    return run_in_processes(tasks, plan.settings, plan.workers)
