"""Speed never changes a result: packages that are installed for the tests, scanned in every way there is."""

from __future__ import annotations

import datetime
import importlib.util
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from stackfit.cache import open_memory
from stackfit.config import Config
from stackfit.pipeline import scan
from stackfit.report.json_ import render_json

PACKAGES = ("click", "jinja2", "playwright", "pre_commit")  # playwright holds a Node.js program, too
AS_OF = datetime.date(2026, 1, 1)


@pytest.fixture(scope="module", params=PACKAGES)
def tree(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of an installed package, as a repository."""
    spec = importlib.util.find_spec(request.param)
    assert spec is not None
    assert spec.origin is not None
    root = tmp_path_factory.mktemp("repository") / str(request.param)
    source = Path(spec.origin).parent
    shutil.copytree(
        source, root / source.name, ignore=shutil.ignore_patterns("__pycache__", "*Bundle*", "vite", "node*")
    )
    (root / "pyproject.toml").write_text(f'[project]\nname = "{request.param}"\nversion = "1"\n')
    return root


def test_cold_warm_alone_and_helped_give_the_same_bytes(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stackfit.extract.codebase._WORTH_A_PROCESS", 0)
    monkeypatch.setattr("stackfit.pipeline.remembered._TICK", -3600 * 1_000_000_000)
    cold = render_json(scan(tree, Config(), AS_OF))
    assert render_json(scan(tree, Config(), AS_OF, jobs=2)) == cold
    for what in ("nothing known", "all known", "facts known"):
        memory = open_memory(tmp_path / "cache")
        assert render_json(scan(tree, Config(), AS_OF, memory=memory)) == cold, what
        memory.close()
        if what == "all known":
            (tree / "pyproject.toml").touch()  # the same content at another time: the report is not looked up
    for changed in _largest(tree, 3):
        changed.write_text(_edit(changed.read_text()))
        anew = render_json(scan(tree, Config(), AS_OF))
        memory = open_memory(tmp_path / "cache")
        assert render_json(scan(tree, Config(), AS_OF, memory=memory)) == anew, changed
        memory.close()


def _largest(tree: Path, count: int) -> list[Path]:
    files = [path for path in tree.rglob("*") if path.suffix in (".py", ".js", ".ts")]
    return sorted(files, key=lambda path: (-path.stat().st_size, path))[:count]


def _edit(text: str) -> str:
    """Take the middle of a file out of it, make its functions asynchronous, and have it open a file."""
    lines = text.splitlines()
    third = len(lines) // 3
    kept = (
        "\n".join(lines[:third] + lines[-third:])
        .replace("\ndef ", "\nasync def ")
        .replace("\nfunction ", "\nasync function ")
    )
    return f"{kept}\n\nasync def added() -> None:\n    open('file').read()\n"


def test_parsing_everything_gives_the_same_report(tree: Path) -> None:
    usual, exhaustive = (_report(tree, Config(exhaustive=every)) for every in (False, True))
    assert exhaustive.pop("coverage")["files_parsed"] >= usual.pop("coverage")["files_parsed"]
    assert exhaustive == usual


def _report(tree: Path, config: Config) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(render_json(scan(tree, config, AS_OF)))
    return document
