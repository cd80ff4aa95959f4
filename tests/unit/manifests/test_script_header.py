from __future__ import annotations

from manifests.helpers import brief
from stackfit.manifests.script_header import read

HEADER = """#!/usr/bin/env -S uv run --script
# /// script
# requires-python = ">=3.12"
# dependencies = [
#   "httpx<1",
#   "rich",
# ]
#
# [tool.uv]
# exclude-newer = "2024-01-01"
# ///

import httpx
"""


def test_a_script_declares_optional_packages_of_its_own() -> None:
    manifest = read("scripts/fetch.py", HEADER.encode(), lambda path: None)
    assert brief(manifest) == [("httpx", "optional", 5), ("rich", "optional", 6)]
    assert {item.group for item in manifest.dependencies} == {"script"}
    assert [(pin.version, pin.location.line) for pin in manifest.pins] == [(">=3.12", 3)]
    assert not manifest.declares_component


def test_a_block_without_end_and_one_with_broken_toml_are_named() -> None:
    open_ = read("a.py", b"# /// script\n# dependencies = []\n", lambda path: None)
    assert open_.errors[0].line == 1
    broken = read("a.py", b"x = 1\n# /// script\n# dependencies = [\n# ///\n", lambda path: None)
    assert broken.errors[0].message.startswith("not valid TOML")


def test_a_file_without_a_block_declares_nothing() -> None:
    assert read("a.py", b'text = "# /// script"\n', lambda path: None).dependencies == ()
