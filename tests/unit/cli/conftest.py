"""A small repository with one error, and a way to run the program on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from stackfit.cli import main

SERVICE = """\
import requests
from fastapi import FastAPI

app = FastAPI()


def fetch():
    return requests.get("https://example.com", timeout=3)


@app.get("/")
async def home():
    return fetch()
"""


class Result(NamedTuple):
    """What a run of the program left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A FastAPI service that blocks its event loop, as the current folder."""
    root = tmp_path / "shop"
    root.mkdir()
    (root / "requirements.txt").write_text("fastapi==0.115.0\nrequests==2.32.3\nuvicorn==0.34.0\n")
    (root / "app.py").write_text(SERVICE)
    (root / "other.py").write_text("LIMIT = 3\n")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run the program with arguments."""

    def run(*arguments: str | Path) -> Result:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Result(code, out, err)

    return run
