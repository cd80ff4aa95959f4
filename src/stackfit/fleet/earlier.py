"""What earlier runs found, for --resume: rows that may be used again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from stackfit.fleet.database import Row, connect, fetch
from stackfit.fleet.results import list_runs, open_results
from stackfit.fleet.source import Source
from stackfit.fleet.task import Task

AT_ONCE = 500


def plan_tasks(sources: Iterable[Source], folder: Path, *, resume: bool) -> Iterator[Task]:
    """A task for each source, with what is known of it where that may be used again."""
    runs = _runs_to_use(folder) if resume else []
    if not runs:
        yield from (Task(source=source) for source in sources)
        return
    connection = connect(folder)
    waiting = iter(sources)
    while batch := list(islice(waiting, AT_ONCE)):
        known = _look_up(connection, batch, runs)
        yield from (Task(source=source, earlier=known.get(source.id)) for source in batch)


def _runs_to_use(folder: Path) -> list[str]:
    """The last run that was finished, and those that were broken off since."""
    open_results(folder, create=True)
    runs = list_runs(folder)
    finished = [number for number, run in enumerate(runs) if run["finished"]]
    return [run["run"] for run in runs[finished[-1] if finished else 0 :]]


def _look_up(connection: object, sources: Sequence[Source], runs: Sequence[str]) -> dict[str, Row]:
    rows = fetch(
        connection,  # type: ignore[arg-type]
        "FROM all_repositories WHERE source IN (SELECT unnest(?)) AND run IN (SELECT unnest(?)) "
        "AND status <> 'failed' QUALIFY row_number() OVER (PARTITION BY source ORDER BY run DESC) = 1",
        [[source.id for source in sources], list(runs)],
    )
    return {row["source"]: row for row in rows}
