"""Asks git about a repository, without letting the repository's own configuration run anything.

Every call of git goes through `ask` or `talk`.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import threading
from pathlib import Path
from typing import IO, NamedTuple

from stackfit.files import find_work_tree

TIMEOUT = 60
# Half a million files take up to 100 MB; but a few small trees, each in many places, may stand for any number of them.
MOST_OUTPUT = 300_000_000
_MOST_COMPLAINT = 100_000
_MISSING = "git is not installed"
_FOREIGN = (
    "the repository belongs to another user, so git does not trust it; if you do, run "
    "`git config --global --add safe.directory` with its path"
)
_STAGED = re.compile(rb"(\d{6}) [0-9a-f]{40,64} \d\t")
_LINK_MODE = b"120000"
_SUBMODULE_MODE = b"160000"

# The user's own configuration stays readable (safe.directory, excludesFile); what may start a program is overridden.
# An empty core.fsmonitor means "off" to every version of git, "false" was the name of a program to older ones.
_SETTINGS = (
    "core.fsmonitor=",
    f"core.hooksPath={os.devnull}",
    "core.untrackedCache=false",
    "core.sshCommand=",
    "core.gitProxy=",
    "core.alternateRefsCommand=",
    "core.pager=",
    "credential.helper=",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
)
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LANGUAGE": "C",
    "LC_ALL": "C",
}
_KEPT = re.compile(r"GIT_(CONFIG_|EXEC_PATH$|CEILING_DIRECTORIES$|DISCOVERY_ACROSS_FILESYSTEM$)")


class GitEntry(NamedTuple):
    """One listed path; `link` and `submodule` are what git's index says of it."""

    path: str
    tracked: bool
    link: bool = False
    submodule: bool = False


class GitListing(NamedTuple):
    """What git listed, or why it would not."""

    entries: tuple[GitEntry, ...] = ()
    refusal: str = ""


class Answer(NamedTuple):
    """What git said; `refusal` is its reason, in a line, where it failed."""

    output: bytes = b""
    refusal: str = ""


def list_files(root: Path) -> GitListing | None:
    """Tracked and unignored files below `root`; None where no repository holds it."""
    if not is_in_repository(root):
        return None
    answer = ask(root, "ls-files", "-z", "--stage", "--cached", "--others", "--exclude-standard")
    if "not a git repository" in answer.refusal:
        return None
    return GitListing(refusal=answer.refusal) if answer.refusal else GitListing(entries=_parse(answer.output))


def is_in_repository(root: Path) -> bool:
    """Whether some folder from `root` upwards is the top of a work tree."""
    return find_work_tree(root) is not None


def ask(root: Path, *arguments: str, given: bytes = b"", index: str = "") -> Answer:
    """Run one git command in `root`, with nothing of the repository's that could start a program.

    It reads `given`, and `index` instead of the repository's own index where there is one.
    """
    try:
        git = subprocess.Popen(  # noqa: S603 - an absolute path outside of the repository, and no shell
            _command(root, arguments),
            cwd=root,
            env=_environment(root) | ({"GIT_INDEX_FILE": index} if index else {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        return Answer(refusal=_unstarted(error))
    with git:
        return hear(git, given, seconds=TIMEOUT, most=MOST_OUTPUT)


def hear(git: subprocess.Popen[bytes], given: bytes, *, seconds: float, most: int) -> Answer:
    """Give `given` to a command and hear all it says, for so many seconds and up to so many bytes."""
    if git.stdin is None or git.stdout is None or git.stderr is None:
        return Answer(refusal="git cannot be talked to")
    complaint: list[bytes] = []
    clock = threading.Timer(seconds, git.kill)
    helpers = (
        threading.Thread(target=_tell, args=(git.stdin, given), daemon=True),
        threading.Thread(target=_overhear, args=(git.stderr, complaint), daemon=True),
    )
    for thread in (clock, *helpers):
        thread.start()
    try:
        output = git.stdout.read(most + 1)
        if len(output) > most:
            git.kill()
        code = git.wait()
    finally:
        in_time = clock.is_alive()
        clock.cancel()
        git.kill()
    for thread in helpers:
        thread.join()
    if len(output) > most:
        return Answer(refusal=f"git said more than {most // 1_000_000:,} MB")
    if not in_time:
        return Answer(refusal=f"git did not answer within {seconds:g} seconds")
    return Answer(refusal=_reason(complaint[0])) if code else Answer(output=output)


def _tell(stdin: IO[bytes], given: bytes) -> None:
    with contextlib.suppress(OSError), stdin:  # it need not listen to the end
        stdin.write(given)


def _overhear(stderr: IO[bytes], heard: list[bytes]) -> None:
    """Keep the beginning; who does not listen on makes the speaker wait."""
    heard.append(stderr.read(_MOST_COMPLAINT))
    while stderr.read(_MOST_COMPLAINT):
        pass


def talk(root: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a git command in `root` that answers line by line, under the same rules. Raises `OSError`."""
    return subprocess.Popen(  # noqa: S603 - as above
        _command(root, arguments),
        cwd=root,
        env=_environment(root),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _command(root: Path, arguments: tuple[str, ...]) -> list[str]:
    program = find_git(root, os.environ.get("PATH", os.defpath))
    if program is None:
        raise FileNotFoundError(2, _MISSING)
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    return [program, "--no-optional-locks", "--no-pager", *settings, *arguments]


def _unstarted(error: OSError) -> str:
    return _MISSING if error.strerror == _MISSING else f"git could not be started: {error.strerror}"


def find_git(root: Path, search: str) -> str | None:
    """Find an absolute path to git on the search path, never in the work tree or relative to a folder."""
    name = "git.exe" if os.name == "nt" else "git"
    root = find_work_tree(root) or root
    for entry in search.split(os.pathsep):
        folder = Path(entry)
        if not folder.is_absolute() or _is_below(folder, root):
            continue
        found = shutil.which(str(folder / name))
        if found and not _is_below(Path(found), root):
            return found
    return None


def _is_below(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return True


def _environment(root: Path) -> dict[str, str]:
    """Give the user's environment without what points git elsewhere: hooks run with GIT_DIR and GIT_INDEX_FILE set.

    The work tree is said to be where it was found, whatever `core.worktree` of the repository says.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or _KEPT.match(key)}
    top = find_work_tree(root)
    return kept | _ENVIRONMENT | ({"GIT_WORK_TREE": str(top)} if top else {})


def _reason(message: bytes) -> str:
    """Why git failed, in a line."""
    lines = [line.strip() for line in message.decode("utf-8", "replace").splitlines()]
    if any("dubious ownership" in line for line in lines):
        return _FOREIGN
    return next((line for line in lines if line.startswith("fatal:")), "git failed without saying why")


def _parse(output: bytes) -> tuple[GitEntry, ...]:
    """One entry per path: an unmerged path is listed once per stage."""
    entries: dict[str, GitEntry] = {}
    for record in output.split(b"\0"):
        if not record:
            continue
        staged = _STAGED.match(record)
        name = record[staged.end() :] if staged else record
        path = name.decode("utf-8", "surrogateescape")
        mode = staged[1] if staged else b""
        # A folder among the untracked files is another repository.
        submodule = mode == _SUBMODULE_MODE or path.endswith("/")
        path = path.rstrip("/")
        entries[path] = GitEntry(path, tracked=bool(staged), link=mode == _LINK_MODE, submodule=submodule)
    return tuple(entries.values())
