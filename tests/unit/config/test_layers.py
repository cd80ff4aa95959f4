"""Globs of a nested file mean the same from the top of the work tree."""

from __future__ import annotations

import pytest
from pathspec import GitIgnoreSpec

from stackfit.config.layers import anchor


@pytest.mark.parametrize(
    ("pattern", "folder", "matched", "missed"),
    [
        ("gen/*.py", "api", ("api/gen/a.py",), ("gen/a.py", "api/x/gen/a.py")),
        ("/gen.py", "api", ("api/gen.py",), ("api/x/gen.py",)),
        ("*.py", "api", ("api/a.py", "api/x/a.py"), ("a.py", "web/a.py")),
        ("old/", "api", ("api/old/a.py", "api/x/old/a.py"), ("old/a.py",)),
        ("**/gen/**", "api/v1", ("api/v1/x/gen/a.py",), ("api/gen/a.py",)),
        ("a.py", "we[i]rd*", ("we[i]rd*/a.py",), ("weird/a.py",)),
        ("a.py", "", ("a.py", "x/a.py"), ()),
    ],
)
def test_a_pattern_speaks_of_the_folder_of_its_file(
    pattern: str, folder: str, matched: tuple[str, ...], missed: tuple[str, ...]
) -> None:
    spec = GitIgnoreSpec.from_lines([anchor(pattern, folder)])
    assert [path for path in (*matched, *missed) if spec.match_file(path)] == list(matched)


def test_an_exception_stays_one() -> None:
    assert anchor("!keep.py", "api") == "!/api/**/keep.py"


@pytest.mark.parametrize("line", ["", "  ", "# a comment"])
def test_what_is_no_pattern_stays_none(line: str) -> None:
    assert anchor(line, "api") == line
