"""Text of a repository cannot act on a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackfit.report.safe import make_safe, to_ascii_marks


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("bell\x07", "bell\\x07"),
        ("\x9b2J", "\\x9b2J"),
        ("two\nlines\tand\rmore", "two lines and more"),
        ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("line\u2028end", "line\\u2028end"),
        ("half \udcff", "half \\udcff"),
        ("tag \U000e0041", "tag \\U000e0041"),
        ("naïve 中文 👩\u200d💻", "naïve 中文 👩\u200d💻"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert make_safe(text) == shown


def test_long_text_is_cut() -> None:
    assert make_safe("x" * 1_000, limit=10) == "xxxxxxxxx…"


UNSAFE = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


@given(st.text())
def test_nothing_that_acts_is_left(text: str) -> None:
    safe = make_safe(text)
    assert all(char in "\u200c\u200d" or unicodedata.category(char) not in UNSAFE for char in safe)
    assert len(safe.splitlines()) <= 1


def test_typographic_marks_become_ascii() -> None:
    assert to_ascii_marks("says “jobs” — twice…") == 'says "jobs" - twice...'
