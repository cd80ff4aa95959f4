"""The sessions shown in docs/ are what the program says: `--update-golden` writes them anew.

A comment `<!-- session: NAME -->` begins in a copy of tests/repos/NAME; a line `...` stands for any lines.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
BLOCK = re.compile(r"<!-- session: ([\w-]+) -->|^```console\n(.*?)^```$", re.M | re.S)
AS_OF = "1798761600"  # 2027-01-01: what shows a date says it is an example
PAGES = [page for page in sorted((PROJECT / "docs").glob("*.md")) if "```console" in page.read_text("utf-8")]


def start(name: str, folder: Path) -> Path:
    """A copy of a small repository, as a git repository with nothing committed."""
    root = shutil.copytree(PROJECT / "tests" / "repos" / name, folder / name)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    return root


def answer(command: str, root: Path) -> str:
    """What a command of a session prints, on either stream; `cd` is not there, nor are pipes."""
    program, *words = shlex.split(command)
    assert program == "stackfit", command
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "FORCE_COLOR", "CI")}
    done = subprocess.run(
        [sys.executable, "-m", "stackfit", *words],
        cwd=root,
        env={
            **environment,
            "SOURCE_DATE_EPOCH": AS_OF,
            "PYTHONPATH": str(PROJECT / "src"),
            "PYTHONIOENCODING": "utf-8",
            "STACKFIT_CACHE_DIR": str(root.parent / "cache"),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return "".join(f"{line.rstrip()}\n" for line in (done.stdout + done.stderr).splitlines())


def replay(page: str, folder: Path) -> str:
    """The page with what the commands print now in place of what is shown; what agrees with `...` stays."""
    count, root = 0, folder

    def renew(found: re.Match[str]) -> str:
        nonlocal count, root
        if found[1]:
            count += 1
            root = start(found[1], folder / str(count))
            return found[0]
        shown = re.split(r"^\$ (.*)\n", found[2], flags=re.M)
        assert shown[0] == "", "a session begins with a command"
        pairs = zip(shown[1::2], shown[2::2], strict=True)
        return (
            "```console\n"
            + "".join(f"$ {command}\n{agree(answer(command, root), text)}" for command, text in pairs)
            + "```"
        )

    return BLOCK.sub(renew, page)


def agree(said: str, shown: str) -> str:
    """What is shown, if what was said matches it; else what was said."""
    parts = [re.escape(part) for part in re.split(r"^\.\.\.\n", shown, flags=re.M)]
    return shown if re.fullmatch(r"(?:.*\n)*?".join(parts), said) else said


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_sessions_are_what_the_program_says(page: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text = page.read_text("utf-8")
    renewed = replay(text, tmp_path)
    if request.config.getoption("--update-golden"):
        page.write_text(renewed, encoding="utf-8", newline="\n")
    assert renewed == page.read_text("utf-8"), "as intended? run pytest --update-golden and read the difference"
