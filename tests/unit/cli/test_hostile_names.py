"""Whatever a repository names its files and settings: no command says anything that acts on a terminal or a runner."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from cli.conftest import SERVICE, Run
from cli.test_diff import Git, commit, git

__all__ = ["git"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
EVIL = "e\x1b[2J\x9b1m\u202egnp\u200b\x07\n::error::x"
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069]|^::", re.MULTILINE)
COMMANDS = (
    ("scan", "--verbose"), ("scan", "--strict", "--baseline", "bl.json", "--verbose"), ("scan", EVIL),
    ("scan", "--config", EVIL), ("check", f"{EVIL}.py", "app.py"), ("check", f"{EVIL}x"), ("check", "--staged"),
    ("baseline", "create", "--file", "bl.json", "--reason", EVIL), ("baseline", "update", "--file", "bl.json"),
    ("diff", "HEAD~1", "--verbose"), ("diff", "HEAD~1", "--format", "json"), ("diff", EVIL), ("init", "--dry-run"),
    ("init", "--yes"), ("config", "show"), ("config", "verify"), ("explain", EVIL), ("rules", "test", EVIL), (EVIL,),
)  # fmt: skip


@pytest.fixture
def evil(shop: Path, git: Git) -> Path:
    code = f"{SERVICE}    x = 1  # stackfit: ignore[SF999] {' '.join(EVIL.split())}\n"
    (shop / f"{EVIL}.py").write_text(code)
    (shop / EVIL).mkdir()
    manifest = {"name": EVIL, "dependencies": {"express": "4", EVIL: EVIL}, "scripts": {"start": f"node {EVIL}"}}
    (shop / EVIL / "package.json").write_text(json.dumps(manifest))
    (shop / "README.md").write_text(EVIL)
    commit(git, EVIL)
    (shop / f"b{EVIL}.py").write_text(code)
    return shop


def test_no_command_repeats_what_acts(evil: Path, run: Run) -> None:
    for command in COMMANDS:
        result = run(*command)
        assert not ACTS.search(result.out + result.err), command
        assert result.code in (0, 1, 2, 4), command


@pytest.mark.parametrize(
    "text",
    ['"\u202e" = 1', '[options.SF101]\nx = "\\u001b[2J"', 'extend-rules = ["\u202e.toml"]',
     'profile = "\\u001b[2J\u200b"', 'exclude = ["\\u001b[2J\\u009b\u202e"]', "exclude = \u202e"],
)  # fmt: skip
def test_nor_does_it_repeat_settings(text: str, evil: Path, run: Run) -> None:
    (evil / "stackfit.toml").write_text(text, "utf-8")
    for command in (("scan",), ("config", "show"), ("config", "verify")):
        result = run(*command)
        assert not ACTS.search(result.out + result.err), command
