"""Parts of a run: a folder of Parquet files that is there whole or not at all, made from a journal."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from stackfit.errors import StackfitError
from stackfit.fleet.files import write_tables
from stackfit.fleet.journal import read_journal
from stackfit.fleet.results import disk_error

Document = dict[str, Any]


def write_part(run: Path, number: int, documents: Iterable[Document]) -> None:
    """Write a part in one step: a folder that is moved into place once its files are on the disk."""
    target, beside = run / "parts" / f"{number:06}", run / f"part-{number:06}.new"
    if target.exists():
        return
    shutil.rmtree(beside, ignore_errors=True)
    try:
        write_tables(beside, _gather(documents))
        beside.rename(target)
    except OSError:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def recover(folder: Path) -> None:
    """Put what killed runs have left in journals into parts. Raises `StackfitError` where the disk is full."""
    for path in sorted((folder / "runs").glob("*/journal-*.jsonl")):
        number = int(path.stem.removeprefix("journal-"))
        try:
            documents = read_journal(path)
            if documents:
                write_part(path.parent, number, documents)
            path.unlink()
        except OSError as problem:
            raise disk_error(problem, folder) from problem


def recover_if_idle(folder: Path) -> None:
    """Do so unless a run is writing or the folder cannot be written to: what is in parts can be read all the same."""
    try:
        with FileLock(folder / "lock", timeout=0):
            recover(folder)
    except (Timeout, OSError, StackfitError):
        return


def _gather(documents: Iterable[Document]) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = {"repositories": []}
    for document in documents:
        own = document["repository"]
        tables["repositories"].append(own)
        for name, rows in _details(document):
            tables.setdefault(name, []).extend({**row, "result": own["result"]} for row in rows)
    return tables


def _details(document: Document) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    return ((name, rows) for name, rows in document.items() if name != "repository")


def journal_path(run: Path, number: int) -> Path:
    """Where the documents are that will be a part."""
    return run / f"journal-{number:06}.jsonl"
