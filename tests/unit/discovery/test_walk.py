from __future__ import annotations

import os
from pathlib import Path

import pytest

from stackfit.discovery.fileset import discover
from stackfit.discovery.walk import walk
from stackfit.model.source import Skip

from .conftest import Plant


def _paths(root: Path) -> list[str]:
    return sorted(entry.path for entry in walk(root, ()).entries)


def test_honours_ignore_files_at_every_depth(plant: Plant) -> None:
    root = plant(
        {
            ".gitignore": "*.log\n/build\nlocal.py\n",
            "a.py": "",
            "x.log": "",
            "build/out.py": "",
            "sub/build/kept.py": "",
            "sub/.gitignore": "!local.py\nprivate/\n",
            "sub/local.py": "",
            "sub/private/secret.py": "",
            "other/local.py": "",
            ".ignore": "big.py\n",
            "big.py": "",
            "sub/.stackfitignore": "mine.py\n",
            "sub/mine.py": "",
            "mine.py": "",
        }
    )
    assert [path for path in _paths(root) if path.endswith(".py")] == [
        "a.py",
        "mine.py",
        "sub/build/kept.py",
        "sub/local.py",
    ]


def test_never_enters_repositories_and_installed_folders(plant: Plant) -> None:
    root = plant(
        {
            "a.py": "",
            ".hg/store.py": "",
            ".svn/x.py": "",
            "node_modules/x/index.js": "",
            ".tox/py/lib.py": "",
            "env/pyvenv.cfg": "",
            "env/lib/x.py": "",
            "web/node_modules/y/index.js": "",
        }
    )
    listing = walk(root, ())
    assert [entry.path for entry in listing.entries] == ["a.py"]
    assert {skip.path: skip.reason for skip in listing.skipped} == dict.fromkeys(
        (".tox", "env", "node_modules", "web/node_modules"), "vendored"
    )


def test_excluded_folders_are_not_entered(plant: Plant) -> None:
    files = discover(plant({"a.py": "", "data/x.py": "", "data/y/z.py": ""}), exclude=("data/",))
    assert files.paths == {"a.py"}
    assert files.skipped == (Skip(path="data", reason="excluded"),)


def test_links_are_listed_but_never_followed(plant: Plant, tmp_path: Path) -> None:
    root = plant({"a.py": "", "real/b.py": ""})
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "c.py").write_text("")
    (root / "out").symlink_to(tmp_path / "outside", target_is_directory=True)
    (root / "loop").symlink_to(root, target_is_directory=True)
    (root / "alias.py").symlink_to(root / "a.py")
    (root / "broken.py").symlink_to(root / "nothing")
    files = discover(root)
    assert [file.path for file in files.files] == ["a.py", "real/b.py"]
    assert {skip.path for skip in files.skipped if skip.reason == "symlink"} == {"alias.py", "broken.py", "loop", "out"}


def test_deep_trees_do_not_crash(plant: Plant, tmp_path: Path) -> None:
    root = plant({"d/" * 400 + "deep.py": ""})
    assert len(discover(root).files) == 1


def test_an_ignore_file_that_is_no_file_is_named(plant: Plant) -> None:
    root = plant({"a.py": "", ".gitignore/x.py": ""})
    files = discover(root)
    assert [file.path for file in files.files] == [".gitignore/x.py", "a.py"]
    assert [error.path for error in files.errors] == [".gitignore"]


def test_a_folder_that_cannot_be_listed_is_named(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    root = plant({"a.py": "", "locked/b.py": ""})
    real = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    files = discover(root)
    assert [file.path for file in files.files] == ["a.py"]
    assert files.skipped == (Skip(path="locked", reason="unreadable"),)
    assert [(error.path, error.message) for error in files.errors] == [("locked", "Permission denied")]


def test_a_missing_root_is_a_value_not_a_crash(tmp_path: Path) -> None:
    files = discover(tmp_path / "nothing")
    assert not files.files
    assert [error.path for error in files.errors] == ["."]
