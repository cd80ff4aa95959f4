"""Writes a report: one format to standard output, any number to files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from stackfit.cli.terminal import print_bytes, print_text
from stackfit.errors import UsageError
from stackfit.model.report import Report
from stackfit.report import FOR_PEOPLE, FORMATS, View


def write_outputs(report: Report, view: View, outputs: Sequence[tuple[str, Path]]) -> None:
    """Write each format to its file, plain and without regard to the terminal."""
    plain = View(name=view.name, verbose=view.verbose, quiet=view.quiet)
    for format_name, path in outputs:
        _write(path, _encode(FORMATS[format_name](report, plain)))


def print_report(report: Report, view: View, format_name: str) -> None:
    """Print one format and nothing else."""
    text = FORMATS[format_name](report, view)
    if format_name in FOR_PEOPLE:
        print_text(text, color=view.color)
    else:
        print_bytes(_encode(text))


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise UsageError(f"cannot be written: {problem.strerror or problem}", where=str(path)) from problem


def _encode(text: str) -> bytes:
    r"""UTF-8. Half a surrogate pair (from a file name that is no text) becomes ``\udcff``, its escape in JSON too."""
    return text.encode("utf-8", "backslashreplace")
