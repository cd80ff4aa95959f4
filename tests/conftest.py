"""What tests share: scanning small repositories, and golden files that are written anew only when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from small_repos import ProfileRepo, ScanRepo, Tree, scan_tree
from stackfit.model.component import ProfiledComponent
from stackfit.model.report import Report

# How long an example takes depends on what else the machine does, and says nothing of the code.
settings.register_profile("stackfit", deadline=None)
settings.load_profile("stackfit")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew; read the difference")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep tests, and the commands they start, away from the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STACKFIT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def check_golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Hand out a function that compares a text with a golden file, or writes the file under `--update-golden`."""

    def check(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"no golden file {path.name}: run pytest --update-golden and read what it wrote"
        assert text == path.read_text("utf-8"), "as intended? run pytest --update-golden and read the difference"

    return check


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
