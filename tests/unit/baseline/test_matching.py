"""Matching: each entry accepts one finding, whatever its line; the file says the same when read again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from report.examples import make_finding

from stackfit.baseline import Entry, compare, make_entry, parse_baseline, render_baseline, report_stale
from stackfit.model.finding import Finding

NAMES = st.sampled_from(("a", "b", ""))


def found(path: str, symbol: str, snippet: str, line: int = 1) -> Finding:
    return structs.replace(make_finding(path, line), symbol=symbol, snippet=snippet)


FINDINGS = st.lists(st.builds(found, NAMES.map(lambda name: f"{name}.py"), NAMES, NAMES, st.integers(1, 9)))


@given(FINDINGS)
def test_a_baseline_accepts_what_it_was_made_of(findings: list[Finding]) -> None:
    result = compare(findings, [make_entry(item) for item in findings])
    assert (result.fresh, result.unmatched) == ((), ())
    assert len(result.accepted) == len(findings)


@given(FINDINGS, FINDINGS)
def test_no_finding_and_no_entry_is_lost_or_used_twice(findings: list[Finding], others: list[Finding]) -> None:
    entries = [make_entry(item) for item in others]
    result = compare(findings, entries)
    assert len(result.accepted) + len(result.fresh) == len(findings)
    assert len(result.accepted) + len(result.unmatched) == len(entries)
    for finding, entry in result.accepted:
        assert make_entry(finding).snippet == entry.snippet
        assert finding.symbol == entry.symbol


def test_the_own_file_goes_before_another() -> None:
    entry = make_entry(found("b.py", "f", "x"))
    result = compare([found("a.py", "f", "x"), found("b.py", "f", "x")], [entry])
    assert [item.location.path for item in result.fresh] == ["a.py"]


def test_code_outside_of_functions_does_not_move() -> None:
    result = compare([found("a.py", "", "x")], [make_entry(found("b.py", "", "x"))])
    assert (len(result.fresh), len(result.unmatched)) == (1, 1)


def test_a_verdict_on_a_component_stands_wherever_its_evidence_does() -> None:
    before, after = (
        structs.replace(found(path, "", ". pypi strained web-api"), criteria=("apps",)) for path in ("b.py", "a.py")
    )
    assert compare([after], [make_entry(before)]).fresh == ()


def test_a_renamed_file_keeps_code_outside_of_functions() -> None:
    entry = make_entry(found("b.py", "", "x"))
    assert compare([found("a.py", "", "x")], [entry], {"b.py": "a.py"}).fresh == ()
    assert len(compare([found("a.py", "", "x")], [entry], {"b.py": "c.py"}).fresh) == 1


def test_long_code_is_cut_and_still_told_apart() -> None:
    one, other = found("a.py", "f", "x" * 500 + "1"), found("a.py", "f", "x" * 500 + "2")
    assert len(make_entry(one).snippet) < 200
    assert compare([other], [make_entry(one)]).fresh == (other,)


ENTRIES = st.lists(
    st.builds(
        Entry,
        code=st.just("SF101"),
        severity=st.just("error"),
        path=st.text(),
        symbol=st.text(),
        snippet=st.text(),
        reason=st.text(),
    )
)


@given(ENTRIES)
def test_a_file_read_again_says_the_same(entries: list[Entry]) -> None:
    text = render_baseline(entries)
    again = parse_baseline(text, "b.json")
    assert sorted(map(repr, entries)) == sorted(repr(structs.replace(item, line=1)) for item in again)
    assert render_baseline(reversed(entries)) == text
    lines = text.split("\n")
    assert all('"code"' in lines[item.line - 1] for item in again)


def test_stale_entries_are_told_apart() -> None:
    entry = make_entry(found("a.py", "f", "x"))
    stale = report_stale([entry, entry], "b.json")
    assert len({item.fingerprint for item in stale}) == 2
    assert stale[0].message == "The baseline accepts SF101 in f of a.py, where it is not found any more"
