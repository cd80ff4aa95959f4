"""Prints the outputs of the GitHub action, from a folder with its reports, in the form of a GITHUB_OUTPUT file."""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_PYTHON = ("python", "jython", "micropython")


def outputs(home: Path, code: str) -> Iterator[tuple[str, str]]:
    """Name and value of each output."""
    report = json.loads((home / "report.json").read_text(encoding="utf-8"))
    summary = report["summary"]
    yield "verdict", summary["verdict"]
    yield "workload", summary["primary_workload"]
    yield "fit", lowest_fit(report["components"])
    for severity, count in summary["counts"].items():
        yield f"{severity}s", str(count)
    for name, file in (("report", "report.json"), ("sarif", "report.sarif"), ("summary", "report.md")):
        yield name, str(home / file)
    yield "code", code


def lowest_fit(components: list[dict[str, Any]]) -> str:
    """The lowest fit of a production component's own runtime, "" where none is scored."""
    fits = [
        item["fit"]["python" if item["runtime"] in _PYTHON else "node"]
        for item in components
        if item["role"] == "production"
    ]
    return f"{min(fit for fit in fits if fit is not None):.1f}" if any(fit is not None for fit in fits) else ""


def render(pairs: Iterator[tuple[str, str]]) -> str:
    """The file: a value ends at a word that nobody can have foreseen, so none can pass for another output."""
    end = f"end-{secrets.token_hex(16)}"
    return "".join(f"{name}<<{end}\n{value}\n{end}\n" for name, value in pairs)


if __name__ == "__main__":
    sys.stdout.write(render(outputs(Path(sys.argv[1]), sys.argv[2])))
