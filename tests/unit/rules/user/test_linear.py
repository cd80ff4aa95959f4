"""Expressions of files that nobody has read: as Python reads them (ASCII classes), in linear time, or not at all."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackfit.rules.user.linear import LinearPattern, RefusedError

ATOMS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", r"\d", r"\w", "ab"])


def grow(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(parts, parts).map("".join),
        st.tuples(parts, parts).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        st.tuples(parts, st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{1,}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    )


@given(st.recursive(ATOMS, grow, max_leaves=5), st.text("ab1 é", max_size=8), st.booleans(), st.booleans())
def test_it_finds_what_python_finds(pattern: str, text: str, begins: bool, ends: bool) -> None:
    whole = f"{'^' if begins else ''}{pattern}{'$' if ends else ''}"
    if "|" in pattern:
        whole = f"{'^' if begins else ''}(?:{pattern}){'$' if ends else ''}"
    assert LinearPattern(whole).search(text) == bool(re.search(whole, text, re.ASCII))


@pytest.mark.parametrize(
    "pattern", [r"(a)\1", "(?=a)", "(?<!b)c", r"\bword", "a^b", "a$b", "(", "a**b(", "x" * 201, "(?:a{30}){30}"]
)
def test_what_cannot_be_matched_in_one_walk_is_refused(pattern: str) -> None:
    with pytest.raises(RefusedError):
        LinearPattern(pattern)


def test_what_ruins_others_is_harmless_here() -> None:
    assert not LinearPattern("^(?:a+)+$").search("a" * 1_900 + "b")
    assert LinearPattern("^(?:a+)+$").search("a" * 1_900)


def test_the_end_of_a_long_line_is_not_looked_at() -> None:
    assert not LinearPattern("b").search("a" * 2_000 + "b")
    assert not LinearPattern("a$").search("a" * 2_001)
