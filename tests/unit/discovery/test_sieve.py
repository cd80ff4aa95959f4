from __future__ import annotations

import os

import pytest

from stackfit.discovery.fileset import discover
from stackfit.model.kinds import Language, Role
from stackfit.model.source import FileSet

from .conftest import Plant


def _reasons(files: FileSet) -> dict[str, str]:
    return {skip.path: skip.reason for skip in files.skipped}


def test_skips_are_counted_with_their_reason(plant: Plant) -> None:
    files = discover(
        plant(
            {
                "app.py": "x = 1\n",
                "typed.pyi": "x: int\n",
                "index.d.ts": "export {}\n",
                "big.py": "x" * 2_000,
                "zeros.js": b"var a\0b",
                "api_pb2.py": "",
                "static/jquery-3.2.1.js": "x",
                "static/dense.js": "a(b);" * 300,
                "src/a.ts": "a()",
                "src/a.js": "a()",
                "dist/b.js": 'Object.defineProperty(exports, "__esModule", { value: true })',
                "dist/c.js": "//" + "c()\n" * 200 + "//# sourceMappingURL=c.js.map",
                "dist/own.js": "module.exports = 1",
                "lang/de.ts": '<?xml version="1.0"?><!DOCTYPE TS>',
                "movie.ts": b"\x47\x40\x11\x10" + b"\0" * 500,
                "data.bin": b"\0",
                "notes.txt": "x",
            }
        ),
        max_bytes=1_600,
    )
    assert _reasons(files) == {
        "typed.pyi": "stub",
        "index.d.ts": "stub",
        "big.py": "too-large",
        "zeros.js": "binary",
        "api_pb2.py": "generated",
        "static/jquery-3.2.1.js": "vendored",
        "src/a.js": "build-output",
        "dist/b.js": "build-output",
        "dist/c.js": "build-output",
        "lang/de.ts": "not-source",
        "movie.ts": "not-source",
    }
    assert {file.path for file in files.files} == {"app.py", "dist/own.js", "src/a.ts", "static/dense.js"}
    assert {"notes.txt", "data.bin", "src/a.js"} <= files.paths


def test_attributes_overrule_guesses_but_not_facts(plant: Plant) -> None:
    files = discover(
        plant(
            {
                ".gitattributes": "old/** linguist-vendored\nown/** linguist-generated=false -linguist-vendored\n",
                "old/a.py": "",
                "old/tool": "#!/usr/bin/env python\n",
                "own/static/jquery-3.2.1.js": "// @generated\n",
                "own/dense.js": "a(b);" * 1_500,
            }
        )
    )
    assert _reasons(files) == {"old/a.py": "vendored", "own/dense.js": "minified"}
    assert [file.path for file in files.files] == [".gitattributes", "own/static/jquery-3.2.1.js"]


def test_scripts_without_a_suffix_are_code(plant: Plant) -> None:
    files = discover(plant({"bin/tool": "#!/usr/bin/env node\n", "run": "#!/usr/bin/python3\n", "notes": "#! hello\n"}))
    assert {file.path: file.language for file in files.files} == {
        "bin/tool": Language.JAVASCRIPT,
        "run": Language.PYTHON,
    }


def test_content_tells_tools_from_code_of_the_same_name(plant: Plant) -> None:
    files = discover(
        plant(
            {
                "a/setup.py": "from setuptools import setup\nsetup()\n",
                "b/setup.py": "def setup(game): ...\n",
                "c/tasks.py": "from invoke import task\n",
                "d/tasks.py": "from celery import shared_task\n",
            }
        )
    )
    assert {file.path: file.role for file in files.files} == {
        "a/setup.py": Role.TOOLING,
        "b/setup.py": Role.PRODUCTION,
        "c/tasks.py": Role.TOOLING,
        "d/tasks.py": Role.PRODUCTION,
    }


def test_pipes_are_skipped(plant: Plant) -> None:
    root = plant({"a.py": ""})
    if hasattr(os, "mkfifo"):
        os.mkfifo(root / "pipe.py")
        os.mkfifo(root / "pipe")
        assert _reasons(discover(root)) == {"pipe.py": "unreadable"}


def test_a_file_that_cannot_be_opened_is_named(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    root = plant({"a.py": "x", "b.py": "x", "c": "#!/usr/bin/env python"})
    real = os.open

    def refuse(path: str, flags: int) -> int:
        if not path.endswith("b.py"):
            raise PermissionError(13, "Permission denied")
        return real(path, flags)

    monkeypatch.setattr(os, "open", refuse)
    files = discover(root)
    assert [file.path for file in files.files] == ["b.py"]
    assert _reasons(files) == {"a.py": "unreadable", "c": "unreadable"}
    assert [error.message for error in files.errors] == ["Permission denied"] * 2
