"""How far a run over a fleet is: a bar with rate and time left on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

import click

from stackfit.cli.terminal import is_terminal
from stackfit.report.safe import make_safe

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

EVERY = 30.0


class FleetProgress:
    """Counts repositories on standard error."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self.done = 0
        self.failed = 0
        self._total = total
        self._quiet = quiet
        self._begun = self._told = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> FleetProgress:
        """Show the bar where there is somebody to see it."""
        if not self._quiet and is_terminal(sys.stderr):
            self._bar = _make_bar()
            self._task = self._bar.add_task("", total=self._total, failed="", rate="")
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the screen as it was."""
        if self._bar is not None:
            self._bar.stop()

    def count(self, source: str, problem: str) -> None:
        """One more is done; `problem` is why it failed, or ""."""
        self.done += 1
        self.failed += bool(problem)
        if problem and not self._quiet:
            self._say(f"stackfit: {make_safe(source)}: {make_safe(problem)}")
        if self._bar is not None and self._task is not None:
            failed = f"{self.failed} failed" if self.failed else ""
            self._bar.update(self._task, completed=self.done, failed=failed, rate=self._rate())
        elif not self._quiet and time.monotonic() - self._told > EVERY:
            self._told = time.monotonic()
            self._say(f"stackfit: {self.done:,} of {self._total:,} repositories, {self._rate()}, {self._left()}")

    def _say(self, line: str) -> None:
        if self._bar is not None:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            click.echo(line, err=True)

    def _rate(self) -> str:
        return f"{60 * self.done / max(0.001, time.monotonic() - self._begun):,.0f}/min"

    def _left(self) -> str:
        seconds = (time.monotonic() - self._begun) / max(1, self.done) * (self._total - self.done)
        hours, rest = divmod(round(seconds), 3_600)
        return f"{hours}:{rest // 60:02}:{rest % 60:02} left"


def _make_bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("left"),
        TextColumn("[red]{task.fields[failed]}"),
        console=Console(stderr=True),
        transient=True,
    )
