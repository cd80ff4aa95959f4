"""The unit of work: one repository, from its source to the document that the collector stores."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stackfit.errors import StackfitError
from stackfit.fleet.clones import checked_out, find_commit
from stackfit.fleet.git import GitError
from stackfit.fleet.rows import report_facts, report_rows
from stackfit.fleet.source import Source
from stackfit.fleet.state import folder_state, make_key, read_commit
from stackfit.fleet.task import Settings, Task

Document = dict[str, Any]


def work(task: Task, settings: Settings) -> Document:
    """Scan a repository; whatever goes wrong with it is in the document."""
    begun = time.monotonic()
    try:
        document = _scan(task, settings)
    except GitError as problem:
        document = failure(task.source, "clone", str(problem))
    except StackfitError as problem:
        document = failure(task.source, "config", str(problem))
    except MemoryError:
        document = failure(task.source, "memory", "out of memory")
    except OSError as problem:
        document = failure(task.source, "input", str(problem))
    except Exception as problem:
        document = failure(task.source, "internal", f"{type(problem).__name__}: {problem}")
    document["repository"]["seconds"] = round(time.monotonic() - begun, 3)
    return document


def failure(source: Source, kind: str, message: str) -> Document:
    """The document of a repository that could not be scanned."""
    return {"repository": {**_names(source), "status": "failed", "error_kind": kind, "error": message[:2_000]}}


def clones_folder() -> Path:
    """Where this machine keeps clones."""
    given = os.environ.get("STACKFIT_CACHE_DIR")
    if given:
        return Path(given) / "clones"
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "stackfit" / "clones"


def _scan(task: Task, settings: Settings) -> Document:
    source = task.source
    if source.problem:
        return failure(source, "input", source.problem)
    place = settings.clones or clones_folder()
    commit = find_commit(source, place) if source.remote else ""
    with _work_tree(source, commit, place, settings) as root:
        if not root.is_dir():
            return failure(source, "input", "the folder is gone")
        config = settings.configure(root)
        state = commit or folder_state(root, config)
        key = make_key(source, state, config, settings.as_of)
        if task.earlier is not None and task.earlier["key"] == key:
            return {"repository": {**task.earlier, "status": "reused"}}
        report = settings.scan(root, config)
        named = {**_names(source), "status": "scanned", "key": key, "commit": commit or read_commit(root)}
        return {"repository": {**named, **report_facts(report)}, **report_rows(report)}


@contextlib.contextmanager
def _work_tree(source: Source, commit: str, place: Path, settings: Settings) -> Iterator[Path]:
    if source.remote:
        with checked_out(source, commit, place, settings.room) as folder:
            yield folder
    else:
        yield Path(source.location) / source.subpath


def _names(source: Source) -> dict[str, str]:
    return {"source": source.id, "name": source.name}
