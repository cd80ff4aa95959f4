"""What a worker is handed: the repository, how to scan it, and how far it may go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from stackfit.config import Config
from stackfit.fleet.source import Source
from stackfit.model.report import Report


class Limits(Struct, frozen=True, kw_only=True):
    """Bounds of one repository: seconds, and bytes of memory."""

    seconds: float = 600.0
    memory: int = 2_000_000_000


class Settings(Struct, frozen=True, kw_only=True):
    """What all repositories of a run share; everything in it can be pickled.

    `configure` gives the settings of the repository in a folder, `scan` its report; `given` stands for whatever the two
    bring along. `as_of` is the date where one was
    asked for, "" where every day will do. `clones` is the folder of clones, None for the default of the machine that
    the worker runs on, `room` the bytes they may take.
    """

    configure: Callable[[Path], Config]
    scan: Callable[[Path, Config], Report]
    given: str = ""
    as_of: str = ""
    clones: Path | None = None
    room: int = 5_000_000_000
    limits: Limits = field(default_factory=Limits)


class Task(Struct, frozen=True, kw_only=True):
    """One repository; `earlier` is its row of `repositories` in an earlier run, to be used again if nothing changed."""

    source: Source
    earlier: Mapping[str, Any] | None = None
