"""A Python and a Node.js component in one folder: each answers for its own files and start commands."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from stackfit.config import Config
from stackfit.model.kinds import Ecosystem
from stackfit.pipeline import scan

TREE = {
    "requirements.txt": "flask\nflask-socketio\ngunicorn\n",
    "chat.py": "from flask import Flask\nfrom flask_socketio import SocketIO\n"
    "app = Flask(__name__)\nsocketio = SocketIO(app)\n",
    "package.json": '{"name": "web", "dependencies": {"express": "4", "express-session": "1"}}\n',
    "server.js": "const express = require('express');\nconst session = require('express-session');\n"
    "const app = express();\napp.use(session({ secret: 'x' }));\napp.listen(3000);\n",
    "Procfile": "chat: gunicorn chat:app\nweb: node server.js\n",
}


@pytest.fixture
def codes(tmp_path: Path) -> dict[Ecosystem, set[str]]:
    """The rules that took something from each component's marks."""
    for path, text in TREE.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    report = scan(tmp_path, Config(), datetime.date(2026, 1, 1))
    assert {finding.code for finding in report.findings} >= {"SF102", "SF502"}
    return {
        item.profile.component.ecosystem: {
            lift.id for criterion in item.fit.criteria for lift in criterion.aggravations
        }
        for item in report.components
    }


def test_a_start_command_in_a_shared_file_counts_for_the_component_it_starts(
    codes: dict[Ecosystem, set[str]],
) -> None:
    assert "SF102" in codes[Ecosystem.PYPI]
    assert "SF102" not in codes[Ecosystem.NPM]


def test_code_counts_for_the_component_whose_language_it_is(codes: dict[Ecosystem, set[str]]) -> None:
    assert "SF502" not in codes[Ecosystem.PYPI]
