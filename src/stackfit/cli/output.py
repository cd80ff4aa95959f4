"""Writes a report: one format to standard output, any number to files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace

from stackfit.cli.files import write_file
from stackfit.cli.terminal import print_bytes, print_text
from stackfit.report import FOR_PEOPLE, View
from stackfit.report.view import PLAIN_WIDTH

Render = Callable[[str, View], str]
"""Gives a report in the format of that name."""


def write_outputs(render: Render, view: View, outputs: Sequence[tuple[str, Path]]) -> None:
    """Write each format to its file, plain and without regard to the terminal."""
    plain = replace(view, prefix="", width=PLAIN_WIDTH, color=False, unicode=False)
    for format_name, path in outputs:
        write_file(path, _encode(render(format_name, plain)))


def print_report(render: Render, view: View, format_name: str) -> None:
    """Print one format and nothing else."""
    text = render(format_name, view)
    if format_name in FOR_PEOPLE:
        print_text(text, color=view.color)
    else:
        print_bytes(_encode(text))


def _encode(text: str) -> bytes:
    r"""UTF-8. Half a surrogate pair (from a file name that is no text) becomes ``\udcff``, its escape in JSON too."""
    return text.encode("utf-8", "backslashreplace")
