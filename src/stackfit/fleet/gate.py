"""Gates over a fleet: which repositories fail them, and why."""

from __future__ import annotations

from pathlib import Path

from stackfit.config import NEVER
from stackfit.fleet.database import connect, fetch
from stackfit.model.kinds import Confidence, Severity

Offender = tuple[str, str]


def find_offenders(folder: Path, *, fail_on: str, min_fit: float | None) -> list[Offender]:
    """Source and reason of each repository of the last run that does not pass, the worst first."""
    found = []
    with connect(folder) as connection:
        if fail_on != NEVER:
            name, _, sureness = fail_on.partition(":")
            severities = [item.value for item in Severity if item.rank >= Severity(name).rank]
            least = Confidence(sureness).rank if sureness else 0
            confidences = [item.value for item in Confidence if item.rank >= least]
            found += [
                (row["source"], f"{row['n']} finding{'s' if row['n'] > 1 else ''} at or above --fail-on {fail_on}")
                for row in fetch(
                    connection,
                    "SELECT source, count(*) AS n FROM findings WHERE list_contains(?, severity) "
                    "AND list_contains(?, confidence) GROUP BY source ORDER BY n DESC, source",
                    [severities, confidences],
                )
            ]
        if min_fit is not None:
            found += [
                (row["source"], f"component {row['component']}: {row['runtime']} fits {row['fit']:.1f}, "
                 f"below --min-fit {min_fit:g}")
                for row in fetch(
                    connection,
                    "SELECT source, component, runtime, fit FROM components WHERE role = 'production' AND fit < ? "
                    "ORDER BY fit, source, component",
                    [min_fit],
                )
            ]  # fmt: skip
    return found
