"""Runs git for cloning: no hooks, no filters, no submodules, no prompts, few protocols, and never a shell."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from stackfit.discovery.git import find_git
from stackfit.fleet.source import PROTOCOLS

Settings = Sequence[tuple[str, str]]

_ALWAYS: Settings = (
    ("core.fsmonitor", ""),
    ("core.hooksPath", os.devnull),
    ("core.symlinks", "false"),
    ("core.protectHFS", "true"),
    ("core.protectNTFS", "true"),
    ("fetch.recurseSubmodules", "false"),
    ("submodule.recurse", "false"),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
    ("http.followRedirects", "initial"),
    ("advice.detachedHead", "false"),
)
# How the user tells git to reach servers. What points git at another repository (GIT_DIR and its like) is left out.
_REACH = re.compile(
    r"GIT_(ASKPASS|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|HTTP_.+|PROXY_.+|SSH.*|SSL_.+)"
)
_ANYWHERE = re.compile("GIT_EXEC_PATH")


class GitError(Exception):
    """What git says went wrong, in one line."""


def ask_remote(arguments: Sequence[str], *, settings: Settings = (), folder: Path, stdin: bytes = b"") -> bytes:
    """Run a command that talks to a server: with the user's own configuration, since it has the credentials."""
    environment = {
        "GIT_SSH_COMMAND": "ssh -oBatchMode=yes",
        **_kept(_REACH),
        "GIT_ALLOW_PROTOCOL": ":".join(PROTOCOLS),
        "GIT_LFS_SKIP_SMUDGE": "1",
    }
    return _run(arguments, environment | _configure((*_ALWAYS, *settings), environment), folder, stdin)


def work_locally(arguments: Sequence[str], *, folder: Path, stdin: bytes = b"") -> bytes:
    """Run a command on files: without any configuration of user or system, so that no filter is known to git."""
    environment = {
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
    }
    return _run(arguments, environment | _configure(_ALWAYS, {}), folder, stdin)


def _run(arguments: Sequence[str], environment: dict[str, str], folder: Path, stdin: bytes) -> bytes:
    program = find_git(folder, os.environ.get("PATH", os.defpath))
    if program is None:
        raise GitError("git is not installed")
    quiet = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GCM_INTERACTIVE": "never", "LC_ALL": "C"}
    others = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 - an absolute path, and no shell
            [program, "--no-pager", *arguments],
            cwd=folder,
            env=others | _kept(_ANYWHERE) | environment | quiet,
            input=stdin,
            capture_output=True,
            check=False,
        )
    except OSError as problem:
        raise GitError(f"git could not be started: {problem.strerror}") from problem
    if done.returncode:
        raise GitError(_complaint(done.stderr))
    return done.stdout


def _configure(settings: Settings, given: Mapping[str, str]) -> dict[str, str]:
    """Settings as variables, after those that are `given`: a command line, which others see, is no place for a URL."""
    count = given.get("GIT_CONFIG_COUNT", "0")
    first = int(count) if count.isdigit() else 0
    made = {"GIT_CONFIG_COUNT": str(first + len(settings))}
    for number, (key, value) in enumerate(settings, start=first):
        made |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return made


def _kept(names: re.Pattern[str]) -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if names.fullmatch(key)}


def _complaint(message: bytes) -> str:
    lines = [line.strip() for line in message.decode("utf-8", "replace").splitlines() if line.strip()]
    grave = [line for line in lines if line.startswith(("fatal:", "error:"))]
    return next(iter(grave or lines), "git failed without saying why")
