"""Which lines a change wrote."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stackfit.comparison import changed_lines
from stackfit.comparison.lines import _LARGEST

TEXTS = st.lists(st.sampled_from("abc"), max_size=12).map("\n".join)


def test_a_new_file_is_all_new() -> None:
    assert changed_lines(None, "a\nb") == {1, 2}


def test_only_what_was_written_counts() -> None:
    assert changed_lines("a\nb\nc\nd\n", "a\nB\nc\nnew\nd\n") == {2, 4}
    assert changed_lines("a\nb\nc\n", "a\nc\n") == set()


def test_other_line_ends_are_no_change() -> None:
    assert changed_lines("a\r\nb\r\n", "a\nb\n") == set()


@given(TEXTS, TEXTS)
def test_what_did_not_change_is_what_was_there(before: str, after: str) -> None:
    changed = changed_lines(before, after)
    lines = after.split("\n")
    assert changed <= set(range(1, len(lines) + 1))
    kept = iter(before.split("\n"))
    assert all(line in kept for number, line in enumerate(lines, 1) if number not in changed)
    assert changed_lines(after, after) == set()


def test_texts_that_are_too_different_count_from_first_to_last_change() -> None:
    size = int(_LARGEST**0.5) + 2
    before, after = (["same", *(f"{word} {number}" for number in range(size)), "same"] for word in ("old", "new"))
    after[5] = before[5]
    assert changed_lines("\n".join(before), "\n".join(after)) == set(range(2, size + 2))
