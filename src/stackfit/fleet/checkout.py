"""Fetches one commit with git and lays out its files: nothing of the repository is run, large files stay away."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from stackfit.discovery.fileset import MOST_FILES
from stackfit.discovery.git import ask
from stackfit.fleet.git import GitError, ask_remote, work_locally
from stackfit.fleet.removal import remove
from stackfit.fleet.source import Source

LARGEST_FILE = 10_000_000
"""Nothing of this size is read but lockfiles, and of those we have seen none."""
MOST_BYTES = 5_000_000_000
"""Of a work tree. A few small objects, each in many places, may stand for any number of files of any size."""


def check_out(source: Source, commit: str, folder: Path) -> None:
    """Fetch one commit, and lay out the files that came with it; what an earlier clone has is not sent again."""
    if not (folder / ".git").is_dir():
        remove(folder)
        folder.mkdir()
        work_locally(["init", "--quiet", "--template=", "."], folder=folder)
    _clear(folder)
    _fetch(source, [commit], "blob:none" if source.subpath else f"blob:limit={LARGEST_FILE}", folder)
    entries = _list_files(commit, folder)
    work_locally(["read-tree", commit], folder=folder)
    if source.subpath:
        wanted = {blob for blob, path in entries if _belongs(path, source.subpath)}
        missing = wanted & _find_missing(commit, folder)
        if missing:
            _fetch(source, sorted(missing), "blob:none", folder)
    absent = _find_missing(commit, folder)
    _refuse_too_much(Counter(blob for blob, _ in entries if blob not in absent), folder)
    left_out = [path for blob, path in entries if blob in absent]
    work_locally(["update-index", "-z", "--force-remove", "--stdin"], folder=folder, stdin=_join(left_out))
    work_locally(["checkout-index", "--all", "--force", "--quiet"], folder=folder)
    if not (folder / source.subpath).is_dir():
        raise GitError(f"has no folder {source.subpath!r} at this commit")
    (folder / ".git" / "HEAD").write_text(f"{commit}\n", "ascii")


def _fetch(source: Source, wanted: list[str], blobs: str, folder: Path) -> None:
    remote = [("url", source.location), ("promisor", "true"), ("partialclonefilter", blobs)]
    ask_remote(
        [
            "fetch", "--quiet", "--depth=1", "--no-tags", "--no-write-fetch-head", "--recurse-submodules=no",
            f"--filter={blobs}", "--stdin", "stackfit-origin",
        ],
        settings=[(f"remote.stackfit-origin.{key}", value) for key, value in remote],
        folder=folder,
        stdin="".join(f"{name}\n" for name in wanted).encode(),
    )  # fmt: skip


def _list_files(commit: str, folder: Path) -> list[tuple[str, bytes]]:
    """Blob and path of each file of a commit. Raises `GitError` where they are too many."""
    answer = ask(folder, "ls-tree", "-r", "-z", commit)
    if answer.refusal:
        raise GitError(f"its files cannot be listed: {answer.refusal}")
    if answer.output.count(b"\0") > MOST_FILES:
        raise GitError(f"has more than {MOST_FILES:,} files")
    heads_and_paths = (record.split(b"\t", 1) for record in answer.output.split(b"\0") if record)
    kinds_and_paths = ((head.split(), path) for head, path in heads_and_paths)
    return [(name.decode("ascii"), path) for (_, kind, name), path in kinds_and_paths if kind == b"blob"]


def _refuse_too_much(places: Counter[str], folder: Path) -> None:
    """Raise `GitError` where blobs in so many places each would fill the disk."""
    names = "".join(f"{blob}\n" for blob in places).encode("ascii")
    sizes = work_locally(["cat-file", "--batch-check=%(objectsize)"], folder=folder, stdin=names).split(b"\n")
    if (
        sum(int(size) * count for size, count in zip(sizes, places.values(), strict=False) if size.isdigit())
        > MOST_BYTES
    ):
        raise GitError(f"has more than {MOST_BYTES / 1e9:g} GB of files")


def _find_missing(commit: str, folder: Path) -> set[str]:
    """The blobs of a commit that the server was asked to leave out."""
    arguments = ["rev-list", "--objects", "--no-object-names", "--missing=print", "--max-count=1", commit]
    listed = work_locally(arguments, folder=folder)
    return {line[1:] for line in listed.decode("ascii", "replace").splitlines() if line.startswith("?")}


def _belongs(path: bytes, subpath: str) -> bool:
    """Whether a file lies in the sub-path or directly in a folder above it, as settings and lockfiles do."""
    text = path.decode("utf-8", "surrogateescape")
    parent = text.rpartition("/")[0]
    return text.startswith(f"{subpath}/") or not parent or f"{subpath}/".startswith(f"{parent}/")


def _join(paths: list[bytes]) -> bytes:
    return b"".join(path + b"\0" for path in paths)


def _clear(folder: Path) -> None:
    """Remove the work tree of an earlier commit, and its index."""
    for name in ("index", "index.lock", "shallow.lock"):
        (folder / ".git" / name).unlink(missing_ok=True)
    for item in folder.iterdir():
        if item.name != ".git":
            remove(item)
