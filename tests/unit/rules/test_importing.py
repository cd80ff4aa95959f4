"""What follows a word in a text."""

from __future__ import annotations

import re

import pytest

from stackfit.rules.importing import follows

CALL = re.compile(r"[ \t]*\(")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("get(1)", True),
        ("a.get (1)", True),
        ("forget(1)", False),
        ("forget(1), get(2)", True),
        ("get_all(1)", False),
        ("get", False),
        ("", False),
    ],
)
def test_only_a_whole_word_counts(text: str, found: bool) -> None:
    assert follows(text, "get", CALL) is found


def test_no_word_is_followed_by_nothing() -> None:
    assert not follows("(", "", CALL)
