from __future__ import annotations

from pathlib import Path

from stackfit.discovery.fileset import discover
from stackfit.discovery.git import GitEntry
from stackfit.discovery.worktree import list_worktree
from stackfit.model.source import Skip

from .conftest import Git, Plant


def test_deleted_files_are_silently_gone(plant: Plant, git: Git) -> None:
    root = plant({"a.py": "", "b.py": "", "c/d.py": ""})
    git(root, "init", "-q")
    git(root, "add", ".")
    (root / "b.py").unlink()
    (root / "c" / "d.py").unlink()
    (root / "c").rmdir()
    (root / "c").write_text("now a file")
    files = discover(root)
    assert [file.path for file in files.files] == ["a.py"]
    assert not files.skipped
    assert not files.errors


def test_tracked_files_behind_a_link_are_not_read(plant: Plant, git: Git, tmp_path: Path) -> None:
    root = plant({"a.py": "", "lib/b.py": ""})
    git(root, "init", "-q")
    git(root, "add", ".")
    (root / "lib").rename(tmp_path / "outside")
    (root / "lib").symlink_to(tmp_path / "outside", target_is_directory=True)
    files = discover(root)
    assert [file.path for file in files.files] == ["a.py"]
    assert Skip(path="lib", reason="symlink") in files.skipped


def test_submodules_and_repositories_within_are_named(plant: Plant, git: Git) -> None:
    root = plant({"a.py": "", "sub/b.py": "", "other/c.py": ""})
    git(root, "init", "-q")
    for name in ("sub", "other"):
        git(root / name, "init", "-q")
        git(root / name, "add", ".")
        git(root / name, "commit", "-qm", "first")
    git(root, "add", "a.py", "sub")
    files = discover(root)
    assert [file.path for file in files.files] == ["a.py"]
    assert files.skipped == (Skip(path="other", reason="submodule"), Skip(path="sub", reason="submodule"))


def test_what_was_installed_without_being_tracked_is_one_skip(plant: Plant, git: Git) -> None:
    root = plant(
        {
            "a.py": "",
            "node_modules/x/index.js": "",
            "node_modules/x/node_modules/y/index.js": "",
            "my-env/pyvenv.cfg": "",
            "my-env/lib/z.py": "",
        }
    )
    git(root, "init", "-q")
    git(root, "add", "a.py")
    files = discover(root)
    assert files.paths == {"a.py"}
    assert files.skipped == (Skip(path="my-env", reason="vendored"), Skip(path="node_modules", reason="vendored"))


def test_source_that_git_tracks_is_kept_whatever_its_folder_is_called(plant: Plant, git: Git) -> None:
    root = plant({"packages/node_modules/@own/core/index.js": "x()", "venv/tool.py": "", "vendor/mine.py": ""})
    git(root, "init", "-q")
    git(root, "add", ".")
    found = [file.path for file in discover(root).files]
    assert found == ["packages/node_modules/@own/core/index.js", "vendor/mine.py", "venv/tool.py"]


def test_own_ignore_files_and_excludes_leave_out_tracked_files(plant: Plant, git: Git) -> None:
    root = plant(
        {"a.py": "", "old/b.py": "", "old/keep.py": "", "data/c.py": "", ".stackfitignore": "old/*\n!keep.py\n"}
    )
    git(root, "init", "-q")
    git(root, "add", ".")
    files = discover(root, exclude=("data/",))
    assert [file.path for file in files.files] == ["a.py", "old/keep.py"]
    assert files.skipped == (Skip(path="data/c.py", reason="excluded"), Skip(path="old/b.py", reason="excluded"))


def test_paths_of_a_crafted_index_do_not_leave_the_tree(plant: Plant, tmp_path: Path) -> None:
    root = plant({"a.py": ""})
    (tmp_path / "secret.py").write_text("")
    crafted = ("../secret.py", "/etc/hostname", "a.py", "x/" * 1_500 + "deep.py")
    listing = list_worktree(root, [GitEntry(path, tracked=True) for path in crafted], ())
    assert [entry.path for entry in listing.entries] == ["a.py"]


def test_links_that_are_checked_out_as_files_are_still_links(plant: Plant) -> None:
    root = plant({"a.py": "target.py"})
    listing = list_worktree(root, [GitEntry("a.py", tracked=True, link=True)], ())
    assert [entry.link for entry in listing.entries] == [True]
