"""Takes the components that were not asked for out of a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click
from msgspec.structs import replace

from stackfit.cli.choices import suggest
from stackfit.errors import UsageError
from stackfit.model.report import Report

Command = TypeVar("Command", bound=Callable[..., Any])


def component_option(command: Command) -> Command:
    """Add the option that names components."""
    option = click.option(
        "--component",
        "components",
        multiple=True,
        metavar="PATH",
        help="Only this component, by its path as reports name it (`.` for the root). Repeatable.",
    )
    return option(command)


def keep_components(reports: Sequence[Report], paths: Sequence[str]) -> list[Report]:
    """The reports on some components alone, by path; raises `UsageError` on one that is in none of them.

    The verdict is that of these components; the workloads of the summary stay the repository's.
    """
    if not paths:
        return list(reports)
    wanted = {path.replace("\\", "/").removeprefix("./").strip("/") or "." for path in paths}
    known = {item.profile.component.path for report in reports for item in report.components}
    for path in sorted(wanted - known):
        raise UsageError(f"no component at {path!r}", where="--component", hint=suggest(path, known))
    return [_keep(report, wanted) for report in reports]


def _keep(report: Report, wanted: set[str]) -> Report:
    from stackfit.scoring import worst_verdict

    components = tuple(item for item in report.components if item.profile.component.path in wanted)
    return replace(
        report,
        components=components,
        findings=tuple(item for item in report.findings if item.component in wanted),
        accepted=tuple(item for item in report.accepted if item.finding.component in wanted),
        summary=replace(report.summary, verdict=worst_verdict(components)),
    )
