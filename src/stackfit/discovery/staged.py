"""What git has staged: the files that a commit would hold now, and how they differ from the last one."""

from __future__ import annotations

import os
import re
from pathlib import Path

from stackfit.discovery.commit import ABSENT, SUBMODULE, Blob, Commit
from stackfit.discovery.git import Answer, ask
from stackfit.discovery.reading import stays_inside
from stackfit.errors import UsageError

_LINE = re.compile(rb"(\d{6}) ([0-9a-f]{40,64}) \d\t(.*)", re.DOTALL)
_SUBMODULE_MODE = "160000"


def open_staged(root: Path) -> Commit:
    """The staged files below `root`, to be read like those of a commit. Raises `UsageError` where git has none."""
    answer = _ask_index(root, "ls-files", "--stage", "-z")
    if answer.refusal:
        raise UsageError(f"git does not say what is staged: {answer.refusal}", where=str(root))
    listed = [found for record in answer.output.split(b"\0") if (found := _LINE.fullmatch(record))]
    sizes = _sizes(root, sorted({found[2] for found in listed}))
    files: dict[str, Blob] = {}
    for found in listed:
        path, mode = found[3].decode("utf-8", "surrogateescape"), found[1].decode("ascii")
        if stays_inside(path):
            size = SUBMODULE if mode == _SUBMODULE_MODE else sizes.get(found[2], ABSENT)
            files[path] = Blob(mode, found[2].decode("ascii"), size)
    return Commit(root, "", files)


def list_staged(root: Path) -> frozenset[str]:
    """The files below `root` that are staged otherwise than the last commit has them, or are staged to go."""
    base = last_commit(root)
    if not base:
        return frozenset(_paths(_ask_index(root, "ls-files", "-z").output))
    answer = _ask_index(
        root, "diff-index", "--cached", "--relative", "--name-only", "--no-renames", "--no-ext-diff", "-z", base
    )
    if answer.refusal:
        raise UsageError(f"git does not say what is staged: {answer.refusal}", where=str(root))
    return frozenset(_paths(answer.output))


def last_commit(root: Path) -> str:
    """The commit that HEAD is at; "" before the first one, and where there is no repository."""
    return ask(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").output.decode("ascii", "replace").strip()


def _sizes(root: Path, names: list[bytes]) -> dict[bytes, int]:
    """The sizes of objects by name; those that git does not have are missing."""
    answer = ask(root, "cat-file", "--batch-check=%(objectname) %(objectsize)", given=b"\n".join(names) + b"\n")
    pairs = (line.split(b" ") for line in answer.output.splitlines())
    return {pair[0]: int(pair[1]) for pair in pairs if len(pair) == 2 and pair[1].isdigit()}


def _ask_index(root: Path, *arguments: str) -> Answer:
    """Ask about the index: for hooks of `git commit -a` and of commits of some paths, git has made one of its own."""
    file = os.environ.get("GIT_INDEX_FILE")
    return ask(root, *arguments, index=str(Path(file).absolute()) if file else "")


def _paths(output: bytes) -> list[str]:
    return [part.decode("utf-8", "surrogateescape") for part in output.split(b"\0") if part]
