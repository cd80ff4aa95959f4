"""Scanning small repositories, for the tests of every stage that needs a whole one."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_repos import ProfileRepo, ScanRepo, Tree, scan_tree

from stackfit.model.component import ProfiledComponent
from stackfit.model.report import Report


@pytest.fixture
def scan_repo(tmp_path: Path) -> ScanRepo:
    """Hand out a function that scans a repository given as a dict."""

    def run(tree: Tree) -> Report:
        return scan_tree(tmp_path / "shop", tree)

    return run


@pytest.fixture
def profile_repo(scan_repo: ScanRepo) -> ProfileRepo:
    """Hand out a function that scans a repository and gives the profile of its only component."""

    def run(tree: Tree) -> ProfiledComponent:
        report = scan_repo(tree)
        assert len(report.components) == 1, [item.profile.component.path for item in report.components]
        return report.components[0].profile

    return run
