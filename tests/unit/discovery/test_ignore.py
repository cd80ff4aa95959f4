from __future__ import annotations

from stackfit.discovery.ignore import compile_patterns, is_ignored, parse_rules


def test_the_deepest_rule_that_speaks_decides() -> None:
    rules = (parse_rules("", "*.py\n"), parse_rules("pkg", "!keep.py\n"))
    assert is_ignored(rules, "pkg/other.py")
    assert not is_ignored(rules, "pkg/keep.py")
    assert is_ignored(rules, "keep.py")
    assert not is_ignored(rules, "a.js")


def test_a_rule_speaks_only_below_its_own_folder() -> None:
    rules = (parse_rules("pkg", "*.py"),)
    assert not is_ignored(rules, "pkgs/a.py")
    assert is_ignored(rules, "pkg/a.py")


def test_broken_lines_do_not_spoil_the_others() -> None:
    rules = (parse_rules("", "!\n# comment\n\n*.log\n//\n"),)
    assert is_ignored(rules, "x.log")
    assert not is_ignored(rules, "x.py")


def test_ranges_that_run_backwards_do_not_spoil_the_others() -> None:
    rules = (parse_rules("", "[z-a]\n*.log\n"),)
    assert is_ignored(rules, "x.log")
    assert not is_ignored(rules, "x.py")


def test_more_patterns_than_anybody_writes_are_dropped() -> None:
    rules = (parse_rules("", "".join(f"f{number}.py\n" for number in range(2_100))),)
    assert is_ignored(rules, "f1999.py")
    assert not is_ignored(rules, "f2000.py")


def test_patterns_that_would_match_for_ever_are_dropped() -> None:
    spec = compile_patterns(["*a" * 12 + "*b", "*.log"])
    assert not spec.match_file("a" * 250)
    assert spec.match_file("x.log")
