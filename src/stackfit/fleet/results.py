"""The folder of results: which version it is of, and which runs it holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from stackfit.errors import ConfigError, StackfitError, UsageError
from stackfit.fleet.files import write_json
from stackfit.fleet.schema import SCHEMA_VERSION


def open_results(folder: Path, *, create: bool = False) -> None:
    """Make sure that `folder` holds results that this version can read. Raises `StackfitError`."""
    mark = folder / "fleet.json"
    try:
        if create and not mark.exists():
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise UsageError("is not empty and holds no results", where=str(folder), hint="name another --results")
            (folder / "runs").mkdir()
            write_json(mark, {"schema_version": SCHEMA_VERSION})
        found = json.loads(mark.read_text("utf-8"))["schema_version"]
    except FileNotFoundError:
        raise UsageError("no results here", where=str(folder), hint="`stackfit fleet scan` makes them") from None
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise ConfigError(f"cannot be used: {problem}", where=str(mark)) from problem
    if not isinstance(found, int) or found > SCHEMA_VERSION:
        raise UsageError(f"results of schema version {found}, this stackfit knows {SCHEMA_VERSION}", where=str(folder))


def list_runs(folder: Path) -> list[dict[str, Any]]:
    """What is known of each run, the first one first."""
    return [_read_run(path) for path in sorted((folder / "runs").glob("*/run.json"))]


def _read_run(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise ConfigError(f"cannot be read: {problem}", where=str(path)) from problem
    return found


def disk_error(problem: OSError, folder: Path) -> StackfitError:
    """What to tell when results cannot be written."""
    hint = "what is done is kept: make room and use --resume"
    return StackfitError(f"results cannot be written: {problem.strerror or problem}", where=str(folder), hint=hint)
