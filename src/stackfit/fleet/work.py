"""The unit of work: one repository, from its source to the document that the collector stores."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from stackfit.cache import cache_folder
from stackfit.config import Config
from stackfit.errors import StackfitError, UsageError
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


def _scan(task: Task, settings: Settings) -> Document:
    if task.source.problem:
        return failure(task.source, "input", task.source.problem)
    return _scan_clone(task, settings) if task.source.remote else _scan_folder(task, settings)


def _scan_clone(task: Task, settings: Settings) -> Document:
    """The commit decides everything in the repository: it is fetched only if it was not scanned before."""
    source, place = task.source, settings.clones or _clones_folder()
    commit = find_commit(source, place)
    key = make_key(source, commit, settings)
    if _is_known(task, key):
        return _reuse(task)
    with checked_out(source, commit, place, settings.room) as root:
        return _report(source, settings, root, settings.configure(root), {"key": key, "commit": commit})


def _scan_folder(task: Task, settings: Settings) -> Document:
    """The content decides, and the settings, which may lie above the folder."""
    source = task.source
    root = Path(source.location) / source.subpath
    if not root.is_dir():
        return failure(source, "input", "the folder is gone")
    config = settings.configure(root)
    key = make_key(source, folder_state(root, config), settings, config)
    if _is_known(task, key):
        return _reuse(task)
    return _report(source, settings, root, config, {"key": key, "commit": read_commit(root)})


def _is_known(task: Task, key: str) -> bool:
    return task.earlier is not None and task.earlier["key"] == key


def _reuse(task: Task) -> Document:
    return {"repository": {**(task.earlier or {}), "status": "reused"}}


def _report(source: Source, settings: Settings, root: Path, config: Config, state: dict[str, str]) -> Document:
    report = settings.scan(root, config)
    own = {**_names(source), "status": "scanned", **state, **report_facts(report)}
    return {"repository": own, **report_rows(report)}


def _clones_folder() -> Path:
    """Where this machine keeps clones."""
    folder = cache_folder()
    if folder is None:
        raise UsageError("there is no cache folder for clones", hint="set STACKFIT_CACHE_DIR, or give --clones")
    return folder / "clones"


def _names(source: Source) -> dict[str, str]:
    return {"source": source.id, "name": source.name}
