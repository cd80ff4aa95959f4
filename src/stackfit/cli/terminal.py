"""What the streams can show: colour, width, characters."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from pathlib import Path
from typing import TextIO

import click

from stackfit.cli.surroundings import find_base, find_source_url
from stackfit.report import View
from stackfit.report.view import PLAIN_WIDTH

NARROW, WIDE = 60, 140


def view_for_terminal(root: Path, *, verbose: bool, quiet: bool, no_color: bool, configured: bool = True) -> View:
    """The view of a report on standard output."""
    terminal = is_terminal(sys.stdout)
    measured = terminal or "COLUMNS" in os.environ  # which a CI job may set for its log
    width = shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns if measured else PLAIN_WIDTH
    return View(
        name=root.resolve().name or str(root.resolve()),
        prefix=_prefix(root),
        width=min(WIDE, max(NARROW, width)),
        color=wants_color(terminal, no_color=no_color),
        unicode=terminal and _can_show("█░·→…“”", sys.stdout),
        verbose=verbose,
        quiet=quiet,
        base=find_base(root),
        configured=configured,
        source_url=find_source_url(os.environ),
    )


def wants_color(terminal: bool, *, no_color: bool) -> bool:
    """Flag and environment ask for colour or refuse it, else the terminal decides.

    See no-color.org, force-color.org and bixense.com/clicolors: a refusal goes first.
    """
    asked = os.environ.get
    if no_color or asked("NO_COLOR"):
        return False
    if asked("FORCE_COLOR", "0") not in ("", "0") or asked("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return terminal and asked("TERM") != "dumb" and asked("CLICOLOR") != "0"


def is_terminal(stream: TextIO) -> bool:
    """Whether a person may be reading."""
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False


def print_text(text: str, *, color: bool) -> None:
    """Write text for a person; what the stream cannot encode is escaped."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        click.echo(text.encode(encoding, "backslashreplace").decode(encoding), nl=False, color=color)
    except BrokenPipeError:
        silence_output()


def print_bytes(content: bytes) -> None:
    """Write bytes as they are, on every platform."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        silence_output()


def silence_output() -> None:
    """Point standard output nowhere: its reader has gone away, as `head` does, which is no fault of anyone."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _can_show(text: str, stream: TextIO) -> bool:
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _prefix(root: Path) -> str:
    """What leads from the current folder to files of the repository."""
    return "" if str(root) == "." else f"{root.as_posix().rstrip('/')}/"
