"""What a fleet looks like as a whole: figures taken from the results by SQL, for text and page alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import duckdb
from msgspec import Struct

from stackfit.fleet import queries
from stackfit.fleet.database import Row, connect, fetch
from stackfit.model.vocabulary import WORKLOADS
from stackfit.report.words import plural

ENDED = ("SF604", "SF701", "SF704", "SF1001", "SF1002")
"""Rules about what has come to its end: frameworks, packages, standard modules, runtimes, upkeep."""

MOST = 2_000
_TOP = 25


class Cell(Struct, frozen=True, kw_only=True):
    """Components that do one work on one runtime; `bad` of them are strained or misfit."""

    components: int
    fit: float
    bad: int

    def __str__(self) -> str:
        """Number and mean fit."""
        return f"{self.components:,} at {self.fit:.0f}"


class Change(Struct, frozen=True, kw_only=True):
    """What is different from the run before. `findings` counts by (new or gone, severity)."""

    run: str
    added: int
    gone: int
    rescanned: int
    worse: tuple[Row, ...]
    better: tuple[Row, ...]
    findings: Mapping[tuple[str, str], int]

    def count(self, what: str) -> str:
        """New or gone findings in words."""
        counts = ((self.findings.get((what, name), 0), name) for name in ("error", "warning"))
        return ", ".join(plural(count, name) for count, name in counts)


class Overview(Struct, frozen=True, kw_only=True):
    """Everything that the fleet's report shows."""

    run: Row
    totals: Row
    verdicts: Mapping[str, int]
    repositories: tuple[Row, ...]
    failures: tuple[Row, ...]
    runtimes: tuple[str, ...]
    work: Mapping[str, Mapping[str, Cell]]
    worst: tuple[Row, ...]
    ended: tuple[Row, ...]
    ended_counts: tuple[Row, ...]
    technologies: tuple[Row, ...]
    change: Change | None


def read_overview(folder: Path) -> Overview | None:
    """The overview of the last run, None where there is no run. Raises `StackfitError`."""
    with connect(folder) as connection:
        runs = fetch(connection, "FROM runs ORDER BY run")
        if not runs:
            return None
        work, runtimes = _work(connection)
        listed = fetch(connection, queries.REPOSITORIES, [MOST])
        return Overview(
            run=runs[-1],
            totals=fetch(connection, queries.TOTALS)[0],
            verdicts={row["verdict"]: row["n"] for row in fetch(connection, queries.VERDICTS)},
            repositories=tuple(row for row in listed if row["status"] != "failed"),
            failures=tuple(row for row in listed if row["status"] == "failed"),
            runtimes=runtimes,
            work=work,
            worst=tuple(fetch(connection, queries.WORST, [_TOP])),
            ended=tuple(fetch(connection, queries.ENDED, [list(ENDED), _TOP])),
            ended_counts=tuple(fetch(connection, queries.ENDED_COUNTS, [list(ENDED)])),
            technologies=tuple(fetch(connection, queries.TECHNOLOGIES, [60])),
            change=_change(connection, runs),
        )


def _work(connection: duckdb.DuckDBPyConnection) -> tuple[dict[str, dict[str, Cell]], tuple[str, ...]]:
    """Workloads in their usual order, and the runtimes that do any of them, the commonest first."""
    table: dict[str, dict[str, Cell]] = defaultdict(dict)
    counts: dict[str, int] = defaultdict(int)
    for row in fetch(connection, queries.WORK):
        cell = Cell(components=row["components"], fit=row["fit"], bad=row["bad"])
        table[row["workload"]][row["runtime"]] = cell
        counts[row["runtime"]] += row["components"]
    ordered = {name: table[name] for name in WORKLOADS if name in table}
    return ordered, tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _change(connection: duckdb.DuckDBPyConnection, runs: list[Row]) -> Change | None:
    """The difference from the last run before this one that was finished."""
    before = next((run["run"] for run in reversed(runs[:-1]) if run["finished"]), None)
    if before is None:
        return None
    cursor = connection.execute(queries.CHANGE, {"run": before})
    names = [item[0] for item in cursor.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    both = [row for row in rows if not row["added"] and not row["gone"]]
    scanned = [row for row in both if "failed" not in (row["status"], row["status_before"])]
    steps = {"unknown": 0, "fits": 1, "strained": 2, "misfit": 3}
    moved = sorted(
        (row for row in scanned if row["verdict_now"] != row["verdict_before"]), key=lambda row: str(row["source"])
    )
    counted = connection.execute(queries.NEW_FINDINGS, {"run": before, "last": runs[-1]["run"]}).fetchall()
    return Change(
        run=before,
        added=sum(row["added"] for row in rows),
        gone=sum(row["gone"] for row in rows),
        rescanned=sum(row["rescanned"] for row in both),
        worse=tuple(row for row in moved if steps[row["verdict_now"]] > steps[row["verdict_before"]]),
        better=tuple(row for row in moved if steps[row["verdict_now"]] < steps[row["verdict_before"]]),
        findings={(what, severity): count for what, severity, count in counted},
    )
