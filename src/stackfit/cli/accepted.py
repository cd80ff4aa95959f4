"""Reads a baseline and takes what it accepts out of a report."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from stackfit import suppress
from stackfit.baseline import Entry, accept, compare, parse_baseline, report_stale
from stackfit.config import Config
from stackfit.errors import ConfigError, UsageError
from stackfit.files import read_regular
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.report import Report
from stackfit.model.source import Location, nearest_folder

LARGEST = 50_000_000


def apply_baseline(report: Report, config: Config, root: Path) -> Report:
    """The report with accepted findings apart, and a finding for each stale entry. Raises `UsageError`."""
    if config.baseline is None:
        if config.new_only:
            raise UsageError("--new-only needs a baseline", hint="add --baseline FILE, see `stackfit baseline create`")
        return report
    path = Path(config.baseline)
    found = compare(report.findings, read_baseline(path))
    stale = [entry for entry in found.unmatched if is_asked_for(entry, report, config)]
    late = [item for item in report_stale(stale, _place(path, root)) if _is_shown(item, config)]
    return replace(
        report,
        findings=tuple(sorted((*found.fresh, *late), key=lambda finding: finding.sort_key)),
        accepted=() if config.new_only else accept(found.accepted),
    )


def read_baseline(path: Path) -> tuple[Entry, ...]:
    """The entries of a baseline file. Raises `ConfigError`."""
    try:
        content = read_regular(path, LARGEST)
    except OSError as problem:
        hint = "write it with `stackfit baseline create`"
        raise ConfigError(f"cannot be read: {problem.strerror or problem}", where=str(path), hint=hint) from problem
    return parse_baseline(content.decode("utf-8", "replace"), str(path))


def is_asked_for(entry: Entry, report: Report, config: Config) -> bool:
    """Whether this run would show the entry's finding, were it there."""
    criteria = {rule.code: rule.criteria for rule in report.rules}
    severity = entry.severity if entry.severity in {item.value for item in Severity} else Severity.ERROR.value
    finding = Finding(
        code=entry.code,
        name="",
        severity=Severity(severity),
        confidence=Confidence.DEFINITE,
        location=Location(path=entry.path),
        message="",
        criteria=criteria.get(entry.code, ()),
    )
    return _is_shown(finding, _config_at(entry.path, report, config))


def _config_at(path: str, report: Report, config: Config) -> Config:
    """The settings of the component that a file belongs to."""
    own = {item.component: item for item in report.own_settings}
    homes = {item.profile.component.path for item in report.components}
    home = nearest_folder(path, homes)
    item = own.get(home)
    return replace(config, select=item.select, ignore=item.ignore, severity=item.severity) if item else config


def _is_shown(finding: Finding, config: Config) -> bool:
    chosen = not config.select or suppress.selects(config.select, finding)
    grave = finding.severity.rank >= config.severity.rank
    return chosen and grave and not suppress.selects(config.ignore, finding)


def _place(path: Path, root: Path) -> str:
    """The baseline as a path of the report; "." for one outside of the repository."""
    full, base = path.resolve(), root.resolve()
    return full.relative_to(base).as_posix() if full.is_relative_to(base) else "."
