"""Which regular expressions may take exponential time."""

from __future__ import annotations

import pytest

from stackfit.rules.regex import find_growth, parse_regex

_BAD = [
    r"^(a+)+$",
    r"(a*)*b",
    r"(a|a)*$",
    r"(a|ab|b)*c",
    r"(x+x+)+y",
    r"(.*,)*x",
    r"(\s*,\s*)*;",
    r"^(\w|-|__)+$",
    r"^(\d{1,3})+$",
    r"(?=(a+)+b)",
    r"((a{1,20})){1,20}b",
    r"^\w+([\.-]?\w+)*@\w+([\.-]?\w+)*(\.\w{2,3})+$",
    r"^([a-zA-Z0-9_.\-])+@(([a-zA-Z0-9\-])+\.)+([a-zA-Z0-9]{2,4})+$",
    r"(?:[\x61-\x63]!|\u0062!)*!!",
    r"(?:[a-\d]!|1!)*!!",
]
_GOOD = [
    r"^a+$",
    r"(a+)+",  # nothing is left that could fail
    r"(?:\\.|[^\\\"])*\"",
    r"^([a-z]{1,63}\.)+$",
    r"^(\d{3})+$",
    r"(?:(?!\*/).)*x",
    r"^[\w.+-]+@[\w-]+\.[\w.-]+$",
    r"^(25[0-5]|2[0-4]\d|[01]?\d\d?)(\.(25[0-5]|2[0-4]\d|[01]?\d\d?)){3}$",
    r"^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$",
    r"\s+$",
    r"(ab)*c",
    r"(?:\d+,)*\d+$",
    r"^([*\-_])(?:\s*\1){2,}\s*$",
    r"^(?:'''(?:[^'\\]|''?(?=[^']))*)$",
    r"^(?:[\s\[]*(?:,|$))+$",
    r"^(?:\b\w+\b\s*)*$",
    r"([\u0400-\u04ff]|[\u0600-\u06ff])*!",
]


def grows(text: str, flags: str = "", *, python: bool = True, whole: bool = False) -> bool:
    trees = parse_regex(text, flags, python=python)
    assert trees, f"{text} cannot be read"
    return find_growth(trees, endless=10, most=400, whole=whole)


@pytest.mark.parametrize("text", _BAD)
def test_a_loop_that_reads_a_text_in_two_ways_grows(text: str) -> None:
    assert [grows(text, python=python) for python in (True, False)] == [True, True]


@pytest.mark.parametrize("text", _GOOD)
def test_a_loop_with_one_way_does_not(text: str) -> None:
    assert [grows(text, python=python) for python in (True, False)] == [False, False]


def test_a_loop_at_the_end_is_harmless_unless_the_whole_text_has_to_match() -> None:
    assert not grows("(a+)+")
    assert grows("(a+)+", whole=True)


def test_letters_of_both_cases_are_the_same_where_case_is_ignored() -> None:
    assert not grows("(ab|AB)*!")
    assert grows("(ab|AB)*!", "i")
    assert grows("(?i)(ab|AB)*!")


@pytest.mark.parametrize("text", [r"^(\w|-|_)+$", r"(?:[\x61-\x63]|\u0062)*!", r"(\s|\n)+!"])
def test_python_makes_one_set_of_a_choice_between_characters(text: str) -> None:
    assert not grows(text, python=True)
    assert grows(text, python=False)


def test_verbose_expressions_have_comments() -> None:
    assert grows("( a+  # one\n )+ $", "x")
    assert not grows("( a+  # one )+ $\n )+ b?", "x")


def test_brackets_are_read_as_each_language_does() -> None:
    assert grows("([]a]+)+$", python=True)
    assert grows("([^]+)+$", python=False)


@pytest.mark.parametrize(
    "text", ["(", "a)", "[a", "*a", "(?P<x", "(?(1)a|b)", "(?R)", "a++b", "\\", "(" * 60 + ")" * 60]
)
def test_what_cannot_be_read_says_nothing(text: str) -> None:
    assert parse_regex(text, python=True) == ()


def test_an_expression_of_too_many_places_says_nothing() -> None:
    assert not find_growth(parse_regex("(a+)+" + "b" * 500, python=True), endless=10, most=400)
    assert not find_growth(parse_regex("((a{9}){9}){9}(b+)+c", python=True), endless=10, most=400)


@pytest.mark.parametrize(
    "text",
    ["(" * 38 + ")" + "{9}" + "){9}" * 37, "(" * 30 + "a?" * 300 + ")*" * 30 + "b", f"({'.?' * 390})*b"],
)
def test_hostile_expressions_take_no_long_time(text: str) -> None:
    assert parse_regex(text, python=True)
    assert not find_growth(parse_regex(text, python=True), endless=10, most=400)
