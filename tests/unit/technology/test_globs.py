"""File globs: the first one in the order of the catalogue counts, and folders are cut out of the sorted paths."""

from __future__ import annotations

import pytest

from stackfit.catalogue.technologies import Catalogue, Technology
from stackfit.technology.globs import FileGlobs, paths_below

ENTRIES = (
    Technology(id="a", name="A", category="test", files=("a.cfg", "docker/*file")),
    Technology(id="b", name="B", category="test", files=("docker/Dockerfile", "*.ino", "conf/?.yml", "a.cfg")),
)


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("a.cfg", "a"),
        ("docker/Dockerfile", "a"),
        ("blink.ino", "b"),
        ("deep/blink.ino", "b"),
        ("conf/x.yml", "b"),
        ("conf/xy.yml", None),
        ("docker/other.txt", None),
        ("sub/a.cfg", None),
    ],
)
def test_the_first_fitting_glob_owns_a_path(path: str, owner: str | None) -> None:
    globs = FileGlobs(Catalogue(ENTRIES))
    number = globs.first(path)
    assert (None if number is None else globs.owners[number]) == owner


def test_paths_below_a_folder() -> None:
    paths = frozenset(("web/b", "web/a", "web", "web-x/c", "web0", "z"))
    assert list(paths_below("web", paths)) == ["web/a", "web/b"]
    assert list(paths_below(".", paths)) == sorted(paths)
