from __future__ import annotations

import os
import sys

from stackfit.discovery.fileset import discover
from stackfit.model.kinds import Language, Role
from stackfit.model.source import Skip

from .conftest import Git, Plant


def test_files_carry_size_role_and_language(plant: Plant) -> None:
    files = discover(plant({"b.py": "x = 1\n", "a/package.json": "{}", "tests/t.ts": "t()"}))
    assert [(file.path, file.size, file.role, file.language) for file in files.files] == [
        ("a/package.json", 2, Role.PRODUCTION, None),
        ("b.py", 6, Role.PRODUCTION, Language.PYTHON),
        ("tests/t.ts", 3, Role.TEST, Language.TYPESCRIPT),
    ]


def test_git_and_walk_agree(plant: Plant, git: Git) -> None:
    root = plant(
        {
            ".gitignore": "*.log\nout/\n",
            "a.py": "a",
            "x.log": "",
            "out/b.py": "",
            "lib/c.js": "c()",
            "lib/README.md": "",
        }
    )
    walked = discover(root)
    git(root, "init", "-q")
    assert discover(root) == walked
    git(root, "add", ".")
    assert discover(root) == walked


def test_a_repository_of_examples_is_about_its_examples(plant: Plant) -> None:
    files = discover(
        plant({"demos/chat/app.py": "x" * 100, "demos/chat/tests/test_app.py": "x", "demos/README.md": ""})
    )
    assert {file.path: file.role for file in files.files} == {
        "demos/README.md": Role.PRODUCTION,
        "demos/chat/app.py": Role.PRODUCTION,
        "demos/chat/tests/test_app.py": Role.TEST,
    }


def test_names_that_are_no_text_are_skipped(plant: Plant, git: Git) -> None:
    root = plant({"a.py": ""})
    if sys.platform == "linux":
        with open(os.fsencode(root) + b"/bad\xff.py", "wb"):  # noqa: PTH123 - a name that no Path should hold
            pass
        expected = (Skip(path="bad\N{REPLACEMENT CHARACTER}.py", reason="undecodable-name"),)
        assert discover(root).skipped == expected
        git(root, "init", "-q")
        files = discover(root)
        assert files.skipped == expected
        assert files.paths == {"a.py"}


def test_an_empty_folder(plant: Plant) -> None:
    files = discover(plant({}))
    assert not files.files
    assert not files.skipped
    assert not files.errors
