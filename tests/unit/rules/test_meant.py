"""A comment for another linter's rule on the same matter counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_repos import scan_tree


@pytest.mark.parametrize(
    ("comment", "findings"),
    [
        ("", 1),
        ("  # noqa: ASYNC251", 0),
        ("  # noqa: E501, ASYNC251 on purpose", 0),
        ("  # noqa: ASYNC", 0),
        ("  # noqa: E501", 1),
        ("  # noqa", 1),
    ],
)
def test_python(tmp_path: Path, comment: str, findings: int) -> None:
    source = f"import time\n\nimport aiohttp\n\n\nasync def answer():\n    time.sleep(1){comment}\n"
    report = scan_tree(tmp_path, {"requirements.txt": "aiohttp\n", "bot.py": source})
    assert len([item for item in report.findings if item.code == "SF101"]) == findings


@pytest.mark.parametrize(
    ("above", "behind", "findings"),
    [
        ("", "", 1),
        ("", " // eslint-disable-line n/no-sync", 0),
        ("  // eslint-disable-next-line n/no-sync -- small\n", "", 0),
        ("  /* eslint-disable-next-line no-console, n/no-sync */\n", "", 0),
        ("  const a = 1; // eslint-disable-line n/no-sync\n", "", 1),
        ("", " // eslint-disable-line no-console", 1),
    ],
)
def test_javascript(tmp_path: Path, above: str, behind: str, findings: int) -> None:
    source = (
        "const express = require('express');\nconst fs = require('fs');\nconst app = express();\n"
        f"app.get('/', (req, res) => {{\n{above}  res.send(fs.readFileSync('page.html'));{behind}\n}});\n"
    )
    manifest = '{"name": "pages", "dependencies": {"express": "^4.19.0"}}'
    report = scan_tree(tmp_path, {"package.json": manifest, "app.js": source})
    assert len([item for item in report.findings if item.code == "SF101"]) == findings


@pytest.mark.parametrize(
    ("above", "behind", "findings"),
    [
        ("", "", 1),
        ("    # pylint: disable=missing-timeout\n", "", 0),
        ("", "  # pylint: disable=broad-except, missing-timeout", 0),
        ("    order = 1  # pylint: disable=missing-timeout\n", "", 1),
        ("", "  # pylint: disable=broad-except", 1),
    ],
)
def test_pylint(tmp_path: Path, above: str, behind: str, findings: int) -> None:
    source = (
        "import flask\nimport requests\n\napp = flask.Flask('shop')\n\n\n@app.get('/')\ndef page():\n"
        f"{above}    return requests.get('https://example.org').text{behind}\n"
    )
    report = scan_tree(tmp_path, {"requirements.txt": "flask\nrequests\n", "app.py": source})
    assert len([item for item in report.findings if item.code == "SF307"]) == findings
