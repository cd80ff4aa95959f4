"""Writes a run: each result to a journal as it comes, and from there to parts. One run writes at a time."""

from __future__ import annotations

import datetime
import hashlib
import json
from pathlib import Path
from types import TracebackType
from typing import Any

from filelock import FileLock, Timeout

from stackfit.errors import StackfitError, UsageError
from stackfit.fleet.files import write_json
from stackfit.fleet.journal import Journal
from stackfit.fleet.parts import journal_path, recover, write_part
from stackfit.fleet.results import disk_error, open_results

PART_REPOSITORIES = 500
PART_BYTES = 32_000_000

Document = dict[str, Any]


class Run:
    """A run that is being written. Leaving it puts what is left into a part; `finish` says that nothing is missing."""

    def __init__(self, folder: Path, facts: dict[str, Any]) -> None:
        open_results(folder, create=True)
        self._results = folder
        self._lock = FileLock(folder / "lock", timeout=0)
        try:
            self._lock.acquire()
        except Timeout:
            hint = "wait for it, or name another --results"
            raise UsageError("another run is writing here", where=str(folder), hint=hint) from None
        recover(folder)
        try:
            self._begin(folder, facts)
        except OSError as problem:
            raise disk_error(problem, folder) from problem

    def _begin(self, folder: Path, facts: dict[str, Any]) -> None:
        now = datetime.datetime.now(tz=datetime.timezone.utc)
        self.name = f"{_next_number(folder):06}-{now:%Y%m%dT%H%M%S}Z"
        self.folder = folder / "runs" / self.name
        (self.folder / "parts").mkdir(parents=True)
        self.facts = {"run": self.name, "started": now.isoformat(timespec="seconds"), "finished": None, **facts}
        write_json(self.folder / "run.json", self.facts)
        self._number = 0
        self._batch: list[Document] = []
        self._journal = self._next_journal()

    def __enter__(self) -> Run:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Keep what is done, however the run ends: the journal has all of it, whatever was interrupted."""
        try:
            self._journal.close()
            if not isinstance(error, StackfitError):  # a disk that is full stays so: the journal is read next time
                recover(self._results)
        finally:
            self._lock.release()

    def add(self, answer: bytes) -> Document:
        """Keep a document as it came from a worker, named as a result of this run. Raises `StackfitError`."""
        document: Document = json.loads(answer)
        name_result(document["repository"], self.name)
        try:
            self._journal.append(json.dumps(document, ensure_ascii=False).encode("utf-8", "replace"))
        except OSError as problem:
            raise disk_error(problem, self.folder) from problem
        self._batch.append(document)
        if len(self._batch) >= PART_REPOSITORIES or self._journal.size >= PART_BYTES:
            self._flush()
            self._journal.close()
            before, self._journal = self._journal, self._next_journal()
            before.path.unlink()
        return document

    def finish(self) -> None:
        """Everything that was asked for is done."""
        self._flush()
        self.facts["finished"] = datetime.datetime.now(tz=datetime.timezone.utc).isoformat(timespec="seconds")
        try:
            write_json(self.folder / "run.json", self.facts)
        except OSError as problem:
            raise disk_error(problem, self.folder) from problem

    def _flush(self) -> None:
        if self._batch:
            try:
                write_part(self.folder, self._number, self._batch)
            except OSError as problem:
                raise disk_error(problem, self.folder) from problem
            self._batch = []

    def _next_journal(self) -> Journal:
        self._number += 1
        try:
            return Journal(journal_path(self.folder, self._number))
        except OSError as problem:
            raise disk_error(problem, self.folder) from problem


def _next_number(folder: Path) -> int:
    """Runs are in order by name, whatever the clock says."""
    numbers = (run.name.partition("-")[0] for run in (folder / "runs").iterdir())
    return 1 + max((int(number) for number in numbers if number.isdecimal()), default=0)


def name_result(row: dict[str, Any], run: str) -> None:
    """Say which run a row of `repositories` belongs to, and name its result; a reused one has a name."""
    row["run"] = run
    row.setdefault("attempts", 1)
    if row["status"] != "reused":
        row["result"] = hashlib.sha256(f"{run}\0{row['source']}".encode("utf-8", "replace")).hexdigest()[:16]
