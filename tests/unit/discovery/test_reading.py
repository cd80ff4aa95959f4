from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from stackfit.discovery.reading import behind_link, folders_down_to, read_bytes, read_start, stays_inside

from .conftest import Plant


def test_reads_a_whole_file(plant: Plant) -> None:
    root = plant({"src/app.py": b"x = 1\r\n" * 3_000, "empty.py": b""})
    assert read_bytes(root, "src/app.py") == b"x = 1\r\n" * 3_000
    assert read_bytes(root, "empty.py") == b""


def test_reads_a_part(plant: Plant) -> None:
    root = plant({"a.js": b"0123456789"})
    assert read_start(f"{root}/a.js", 4) == b"0123"
    assert read_start(f"{root}/a.js", 4, skip=8) == b"89"


def test_refuses_more_than_the_limit(plant: Plant) -> None:
    root = plant({"a.py": b"0123456789"})
    assert read_bytes(root, "a.py", 10) == b"0123456789"
    with pytest.raises(OSError, match="larger than 9 bytes"):
        read_bytes(root, "a.py", 9)


@pytest.mark.parametrize("path", ["../secret", "/etc/hostname", "a/../../secret", "", ".", "a//b", "a\0b"])
def test_refuses_paths_that_leave_the_tree(plant: Plant, path: str) -> None:
    root = plant({"a/b.py": "x"})
    (root.parent / "secret").write_text("s")
    assert not stays_inside(path)
    with pytest.raises(OSError, match="leaves the scanned folder"):
        read_bytes(root, path)


def test_follows_no_links(plant: Plant, tmp_path: Path) -> None:
    root = plant({"real/a.py": "x"})
    (root / "file.py").symlink_to(root / "real" / "a.py")
    (root / "folder").symlink_to(root / "real", target_is_directory=True)
    with pytest.raises(OSError, match="not a regular file"):
        read_bytes(root, "file.py")
    with pytest.raises(OSError, match="behind a symbolic link"):
        read_bytes(root, "folder/a.py")
    assert behind_link(str(root), "folder/a.py", {})
    assert not behind_link(str(root), "real/a.py", {})


@pytest.mark.skipif(os.name == "nt", reason="Windows opens what a link leads to; what lies there was looked at before")
def test_a_file_that_became_a_link_meanwhile_is_not_followed(plant: Plant) -> None:
    root = plant({"real/a.py": "x"})
    (root / "file.py").symlink_to(root / "real" / "a.py")
    with pytest.raises(OSError, match="symbolic links"):
        read_start(f"{root}/file.py", 10)


def test_a_root_that_is_a_link_is_what_the_user_asked_for(plant: Plant, tmp_path: Path) -> None:
    root = plant({"a.py": "x"})
    (tmp_path / "alias").symlink_to(root, target_is_directory=True)
    assert read_bytes(tmp_path / "alias", "a.py") == b"x"


def test_does_not_wait_for_a_pipe(plant: Plant) -> None:
    root = plant({"a.py": "x"})
    if hasattr(os, "mkfifo"):
        os.mkfifo(root / "pipe.py")
        with pytest.raises(OSError, match="not a regular file"):
            read_bytes(root, "pipe.py")
        with pytest.raises(OSError, match="not a regular file"):
            read_start(f"{root}/pipe.py", 10)


def test_does_not_open_a_socket(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    root = plant({"a.py": "x"})
    monkeypatch.chdir(root)
    if hasattr(socket, "AF_UNIX"):
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("s.py")
            with pytest.raises(OSError, match="not a regular file"):
                read_bytes(root, "s.py")


def test_folders_down_to() -> None:
    assert list(folders_down_to("a/b/c")) == ["a", "a/b", "a/b/c"]
    assert list(folders_down_to("a")) == ["a"]
