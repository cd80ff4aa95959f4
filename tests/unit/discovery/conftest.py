"""Trees to discover: plain folders, and git work trees that know nothing of the user's own configuration."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Plant = Callable[..., Path]
Git = Callable[..., str]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Write files (path to text or bytes) below a fresh root and give the root."""

    def write(files: dict[str, str | bytes]) -> Path:
        root = tmp_path / "tree"
        root.mkdir(exist_ok=True)
        for path, content in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Run git in a folder, away from the user's configuration."""
    for key in [key for key in os.environ if key.startswith("GIT_")]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no-config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    program = shutil.which("git")
    assert program, "these tests need git"

    def run(root: Path, *arguments: str) -> str:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false")
        done = subprocess.run([program, *identity, *arguments], cwd=root, check=True, capture_output=True, text=True)
        return done.stdout

    return run
