"""Where the data files are, in an installed wheel and in a source checkout, and which version of them this is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from stackfit.catalogue.compiled import compiled
from stackfit.errors import DataError

_PACKAGE = Path(__file__).resolve().parent.parent


@lru_cache(maxsize=1)
def profiles_root() -> Path:
    """The folder `profiles/`: inside the package in a wheel, at the root of the checkout otherwise."""
    for folder in (_PACKAGE / "profiles", _PACKAGE.parent.parent / "profiles"):
        if (folder / "scoring").is_dir():
            return folder
    raise DataError("the data files are missing", where="profiles", hint="install stackfit again")


def data_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Every data file below `root` with its POSIX name, in the order of the names."""
    yield from sorted((path.relative_to(root).as_posix(), path) for path in root.rglob("*.toml"))


@lru_cache(maxsize=1)
def data_version() -> str:
    """A short hash of the content of all data files; line endings do not count, checkouts differ in them."""
    return compiled("version", str, _hash_files)


def _hash_files() -> str:
    digest = hashlib.sha256()
    for name, path in data_files(profiles_root()):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]
