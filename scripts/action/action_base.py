"""Finds the commit that a pull request is compared with, and fetches it where the clone is shallow."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from action_input import RefusedError, dig, given, show

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_ADVICE = "give actions/checkout `fetch-depth: 0` (or 2, where it checks out the merge commit of the pull request)"
_CHECKOUT = "run on `pull_request`, or give `base: none`"
_DEPTHS = ("--deepen=100", "--deepen=1000", "--unshallow")
_TIMEOUT = 300


class Base(NamedTuple):
    """A commit to compare with: itself (`direct`), or where the history of the head left it."""

    commit: str
    direct: bool


def find_base(event: Mapping[str, Any]) -> Base | None:
    """The base of a pull request or merge group, or the one that was asked for; None for a plain scan."""
    wanted = given("base")
    if wanted:
        return None if wanted == "none" else Base(wanted, direct=False)
    head, base = dig(event, "pull_request", "head", "sha"), dig(event, "pull_request", "base", "sha")
    if not base:
        head, base = dig(event, "merge_group", "head_sha"), dig(event, "merge_group", "base_sha")
    if not _is_commit(base):
        return None
    parents = _parents()
    if len(parents) == 2 and parents[1] == head:
        # GitHub's own merge of the pull request: its first parent is what it would be merged into.
        _have(parents[0])
        return Base(parents[0], direct=True)
    _have(base)
    _connect(base, head if _is_commit(head) else "")
    if _is_commit(head) and _git("merge-base", "--is-ancestor", head, "HEAD").returncode:
        # As pull_request_target has it: nothing would ever be new, whatever the pull request does.
        raise RefusedError(f"what is checked out does not hold the pull request's head {head[:12]}: {_CHECKOUT}")
    return Base(base, direct=False)


def _is_commit(name: object) -> bool:
    return isinstance(name, str) and _COMMIT.fullmatch(name) is not None


def _parents() -> list[str]:
    """The parents of what is checked out; a shallow clone knows their names, too."""
    text = _git("cat-file", "commit", "HEAD").stdout.decode("utf-8", "replace").partition("\n\n")[0]
    return re.findall(r"^parent ([0-9a-f]{40,64})$", text, re.MULTILINE)


def _have(commit: str) -> None:
    """Make sure that a commit is there."""
    if _git("cat-file", "-e", f"{commit}^{{commit}}").returncode:
        _fetch("--depth=1", commit)
        if _git("cat-file", "-e", f"{commit}^{{commit}}").returncode:
            raise RefusedError(f"the base commit {commit[:12]} is missing and cannot be fetched: {_ADVICE}")


def _connect(base: str, head: str) -> None:
    """Make sure that the history reaches back to where the two part."""
    for depth in _DEPTHS:
        if not _git("merge-base", base, "HEAD").returncode:
            return
        if _git("rev-parse", "--is-shallow-repository").stdout.strip() != b"true":
            return
        _fetch(depth, base, *([head] if head else []))
    if _git("merge-base", base, "HEAD").returncode:
        raise RefusedError(f"the clone does not reach back to where the pull request began: {_ADVICE}")


def _fetch(*arguments: str) -> None:
    """Fetch commits by name, and nothing else."""
    depth, *names = arguments
    options = ("--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", depth)
    done = _git("fetch", *options, "origin", *names)
    if done.returncode:
        show(done.stderr.decode("utf-8", "replace"))


def _git(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git in the scanned folder, with the token for the server if there is one, and without any hooks."""
    settings = ["-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=", "-c", "submodule.recurse=false"]
    environment = {key: value for key, value in os.environ.items() if key != "STACKFIT_TOKEN"}
    if arguments[0] == "fetch":
        environment |= _credentials()
    return subprocess.run(  # noqa: S603 - a list of arguments, no shell
        [_find_git(), *settings, *arguments],
        cwd=given("path") or ".",
        env={**environment, "GIT_TERMINAL_PROMPT": "0"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_TIMEOUT,
        check=False,
    )


def _find_git() -> str:
    """Git from the search path, never from the workspace, where Windows would look first."""
    workspace = Path.cwd().resolve()
    for entry in os.get_exec_path():
        found = shutil.which(str(Path(entry) / "git")) if Path(entry).is_absolute() else None
        if found and not Path(found).resolve().is_relative_to(workspace):
            return found
    raise RefusedError("git is not installed")


def _credentials() -> dict[str, str]:
    """The token as git takes it: through the environment, in place of what the checkout may have left behind."""
    token, server = given("token"), os.environ.get("GITHUB_SERVER_URL", "")
    if not token or not server.startswith("https://"):
        return {}
    key = f"http.{server}/.extraheader"
    secret = base64.b64encode(f"x-access-token:{token}".encode()).decode("ascii")
    return {
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": key,
        "GIT_CONFIG_VALUE_0": "",
        "GIT_CONFIG_KEY_1": key,
        "GIT_CONFIG_VALUE_1": f"AUTHORIZATION: basic {secret}",
    }
