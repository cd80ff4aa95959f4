"""A script that takes nothing from others and gives nothing is hardly run by Node.js: what is wrong in it is a note."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_repos import scan_tree

OPEN = "".join(f"{'  ' * n}step{n}((value{n}) => {{\n" for n in range(9))
CLOSE = "".join(f"{'  ' * n}}});\n" for n in reversed(range(9)))


@pytest.mark.parametrize(("head", "severity"), [("", "info"), ("const steps = require('steps');\n", "warning")])
def test_nested_callbacks(tmp_path: Path, head: str, severity: str) -> None:
    manifest = '{"name": "games", "dependencies": {"express": "^4.19.0"}}'
    server = "const express = require('express');\nexpress().listen(3000);\n"
    report = scan_tree(tmp_path, {"package.json": manifest, "server.js": server, "game.js": f"{head}{OPEN}{CLOSE}"})
    assert [item.severity.value for item in report.findings if item.code == "SF402"] == [severity]
