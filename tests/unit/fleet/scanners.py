"""A scanner that does what a file in the repository says, for workers to be tried with."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from msgspec import structs
from report.examples import make_full_report

from stackfit.config import Config
from stackfit.errors import ConfigError
from stackfit.model.report import Report


def configure(root: Path) -> Config:
    """The default settings, unless the repository's own are broken."""
    if (root / "misconfigured").exists():
        raise ConfigError("unknown key 'x'", where="stackfit.toml")
    return Config()


def scan(root: Path, config: Config) -> Report:
    """A report of one component; or no end, much memory, an exception, or death."""
    if (root / "hangs").exists():
        time.sleep(600)
    if (root / "grows").exists():
        _grow()
    if (root / "raises").exists():
        raise RuntimeError("a fault in a rule")
    if (root / "dies").exists() or _first_time(root / "dies-once"):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(600)
    print("what a plug-in prints")  # noqa: T201
    return structs.replace(make_full_report(root.name), excerpts=())


def _first_time(mark: Path) -> bool:
    """Whether the mark is there, and take it away."""
    try:
        mark.unlink()
    except OSError:
        return False
    return True


def _grow() -> None:
    kept = []
    while True:
        kept.append(bytearray(b"x" * 20_000_000))
        time.sleep(0.02)
