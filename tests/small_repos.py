"""Repositories of a few files, written to disk and scanned: for tests of what a user would see."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

from stackfit.catalogue.technologies import load_catalogue
from stackfit.config import Config
from stackfit.model.component import ProfiledComponent
from stackfit.model.evidence import TechnologyUse
from stackfit.model.report import Report
from stackfit.pipeline import scan

AS_OF = datetime.date(2026, 1, 1)

Tree = Mapping[str, "str | bytes"]
ScanRepo = Callable[[Tree], Report]
ProfileRepo = Callable[[Tree], ProfiledComponent]


def plant(root: Path, tree: Tree) -> Path:
    """Write a repository given as a dict (path to content) below `root`."""
    root.mkdir(parents=True, exist_ok=True)
    for path, content in tree.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def scan_tree(root: Path, tree: Tree) -> Report:
    """Write a repository and scan it on a fixed day with the default settings."""
    return scan(plant(root, tree), Config(), AS_OF)


def shapes(report: Report) -> list[tuple[str, str, str]]:
    """Path, kind and runtime of each component."""
    return [
        (item.profile.component.path, item.profile.kind.value, item.profile.runtime.value) for item in report.components
    ]


def workloads(profile: ProfiledComponent) -> dict[str, float]:
    """The confidence of each workload of a component."""
    return {label.id: label.confidence for label in profile.workloads}


def technologies(profile: ProfiledComponent) -> dict[str, TechnologyUse]:
    """The technologies of a component by id."""
    return {use.id: use for use in profile.technologies}


def shows(profile: ProfiledComponent, technology: str) -> bool:
    """Whether a component shows a technology; asking for one that the catalogue does not know is a mistake."""
    assert technology in load_catalogue().by_id, technology
    return technology in profile.technology_ids
