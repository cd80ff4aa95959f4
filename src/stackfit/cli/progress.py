"""Progress on a terminal, and only for scans that take their time."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING

import click

from stackfit.cli.terminal import is_terminal

if TYPE_CHECKING:
    from rich.status import Status

DELAY = 1.0


class ProgressDisplay:
    """A spinner with the name of the stage on standard error, after a second; with `log`, a line per stage."""

    def __init__(self, *, quiet: bool, log: bool) -> None:
        self._log = log and not quiet
        self._shown = not quiet and not log and is_terminal(sys.stderr)
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._status: Status | None = None
        self._stage = "Starting"
        self._since = time.perf_counter()

    def __enter__(self) -> ProgressDisplay:
        """Wait before showing anything: most scans are over by then."""
        if self._shown:
            self._timer = threading.Timer(DELAY, self._start)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave no trace on the screen."""
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            self._shown = False
            if self._status is not None:
                self._status.stop()
        if error is None:
            self._write_log()

    def __call__(self, stage: str) -> None:
        """A stage begins."""
        if self._stage != "Starting":
            self._write_log()
        with self._lock:
            self._stage, self._since = stage, time.perf_counter()
            if self._status is not None:
                self._status.update(f"{stage} ...")

    def _start(self) -> None:
        """Runs in the timer's thread."""
        from rich.console import Console
        from rich.status import Status

        with self._lock:
            if self._shown:
                self._status = Status(f"{self._stage} ...", console=Console(stderr=True), spinner="line")
                self._status.start()

    def _write_log(self) -> None:
        if self._log:
            click.echo(f"stackfit: {self._stage}: {time.perf_counter() - self._since:.2f} s", err=True)
