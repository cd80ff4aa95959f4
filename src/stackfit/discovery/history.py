"""Asks git which commits are meant, where they part, and which files were renamed between them."""

from __future__ import annotations

from pathlib import Path

from stackfit.discovery.git import ask, is_in_repository
from stackfit.errors import UsageError


def find_commit(root: Path, name: str) -> str:
    """Give the whole name of a commit. Raises `UsageError` on what git does not know."""
    if not is_in_repository(root.absolute()):
        raise UsageError("is in no git repository", where=str(root), hint="diff compares commits of a repository")
    if not name or name.startswith("-") or "\0" in name:
        raise UsageError("is no commit, branch or tag", where=repr(name))
    answer = ask(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    commit = answer.output.decode("ascii", "replace").strip()
    if answer.refusal or not commit:
        known = answer.refusal.startswith(("fatal: detected dubious ownership", "git is", "git did", "git could"))
        message = answer.refusal if known else "git knows no such commit, branch or tag here"
        raise UsageError(message, where=name, hint=_advise(root, name))
    return commit


def find_merge_base(root: Path, one: str, other: str) -> str:
    """Give the commit where the histories of two commits part. Raises `UsageError` where none is known."""
    commit = ask(root, "merge-base", one, other).output.decode("ascii", "replace").strip()
    if commit:
        return commit
    if is_shallow(root):
        message = "the clone is shallow: it does not reach back to where the two histories part"
        hint = "fetch more (`git fetch --unshallow`; `fetch-depth: 0` in GitHub Actions, `GIT_DEPTH: 0` in GitLab)"
    else:
        message, hint = "the two histories have nothing in common", "is this the right BASE?"
    raise UsageError(f"no merge base: {message}", where=f"{one[:12]}, {other[:12]}", hint=f"{hint}, or give --direct")


def is_shallow(root: Path) -> bool:
    """Whether the repository lacks a part of its history."""
    return ask(root, "rev-parse", "--is-shallow-repository").output.strip() == b"true"


def find_renames(root: Path, base: str, head: str | None) -> dict[str, str]:
    """New paths of files below `root` by their old ones; without `head`, what is staged is compared.

    Git pairs files by content. What it cannot tell (in a partial clone, say) counts as not renamed.
    """
    names = ("--relative", "--name-status", "-M", "-z", "--diff-filter=R", "--no-ext-diff", "--no-textconv")
    if head is None:
        # Looking at the files of the work tree themselves would run the repository's filters.
        answer = ask(root, "diff-index", "--cached", *names, base)
    else:
        answer = ask(root, "diff-tree", "-r", *names, base, head)
    parts = [part.decode("utf-8", "surrogateescape") for part in answer.output.split(b"\0")]
    return dict(zip(parts[1::3], parts[2::3], strict=False))


def _advise(root: Path, name: str) -> str:
    """Say where the commit may be found."""
    remote = f"origin/{name}"
    if ask(root, "rev-parse", "--verify", "--quiet", f"{remote}^{{commit}}").output:
        return f"there is {remote}"
    if is_shallow(root):
        return f"the clone is shallow: fetch it with `git fetch --depth=1 origin {name}`"
    return "a branch of the server may be missing here: `git fetch origin`"
