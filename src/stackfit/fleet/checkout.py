"""Fetches one commit with git and lays out its files: nothing of the repository is run, large files stay away."""

from __future__ import annotations

from pathlib import Path

from stackfit.fleet.git import GitError, ask_remote, work_locally
from stackfit.fleet.removal import remove
from stackfit.fleet.source import Source

LARGEST_FILE = 10_000_000
"""Nothing of this size is read but lockfiles, and of those we have seen none."""


def check_out(source: Source, commit: str, folder: Path) -> None:
    """Fetch one commit, and lay out the files that came with it; what an earlier clone has is not sent again."""
    if not (folder / ".git").is_dir():
        remove(folder)
        folder.mkdir()
        work_locally(["init", "--quiet", "--template=", "."], folder=folder)
    _clear(folder)
    _fetch(source, [commit], "blob:none" if source.subpath else f"blob:limit={LARGEST_FILE}", folder)
    work_locally(["read-tree", commit], folder=folder)
    entries = _list_index(folder)
    if source.subpath:
        wanted = {blob for blob, path in entries if _belongs(path, source.subpath)}
        missing = wanted & _find_missing(commit, folder)
        if missing:
            _fetch(source, sorted(missing), "blob:none", folder)
    absent = _find_missing(commit, folder)
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


def _list_index(folder: Path) -> list[tuple[str, bytes]]:
    """Blob and path of each entry of the index."""
    listed = work_locally(["ls-files", "--stage", "-z"], folder=folder)
    heads_and_paths = (record.split(b"\t", 1) for record in listed.split(b"\0") if record)
    return [(head.split()[1].decode("ascii"), path) for head, path in heads_and_paths]


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
