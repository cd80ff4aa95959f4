"""Components before and after: which is which, and what moved their marks."""

from __future__ import annotations

from msgspec import structs
from report.examples import make_component, make_finding

from stackfit.comparison import compare_components
from stackfit.model.component import Component
from stackfit.model.difference import ComponentChange
from stackfit.model.kinds import Ecosystem, Role, Runtime, Side
from stackfit.model.report import ScoredComponent
from stackfit.model.source import SourceFile


def compare(
    before: list[ScoredComponent], after: list[ScoredComponent], renamed: dict[str, str] | None = None
) -> list[tuple[str | None, str | None]]:
    found = compare_components(before, after, renamed=renamed or {}, new=(), fixed=())
    return [(path(item.before), path(item.after)) for item in found]


def path(item: ScoredComponent | None) -> str | None:
    return item.profile.component.path if item else None


def holding(item: ScoredComponent, *files: str) -> ScoredComponent:
    sources = tuple(SourceFile(path=name, size=1, role=Role.PRODUCTION) for name in files)
    component = structs.replace(item.profile.component, files=sources)
    return structs.replace(item, profile=structs.replace(item.profile, component=component))


def of_node(item: ScoredComponent) -> ScoredComponent:
    component: Component = structs.replace(item.profile.component, ecosystem=Ecosystem.NPM)
    return structs.replace(item, profile=structs.replace(item.profile, component=component, runtime=Runtime.NODE))


def test_the_same_place_is_the_same_component() -> None:
    before = [make_component("a", text="x"), make_component("b", text="y")]
    assert compare(before, before[::-1]) == [("b", "b"), ("a", "a")]


def test_two_sides_of_one_folder_stay_apart() -> None:
    python, node = make_component("."), of_node(make_component("."))
    assert compare([python], [node]) == [(None, "."), (".", None)]
    assert compare([node, python], [python, node]) == [(".", "."), (".", ".")]


def test_renamed_files_lead_to_the_component_they_went_to() -> None:
    before = [holding(make_component("old", text="one"), "old/a.py", "old/b.py")]
    after = [
        holding(make_component("other", text="two"), "x.py"),
        holding(make_component("new", text="three"), "new/a.py"),
    ]
    assert compare(before, after, {"old/a.py": "new/a.py"}) == [(None, "other"), ("old", "new")]


def test_a_name_that_only_one_has_is_enough() -> None:
    assert compare([make_component("old")], [make_component("new")]) == [("old", "new")]
    both = [make_component("new"), make_component("newer")]
    assert compare([make_component("old")], both) == [(None, "new"), (None, "newer"), ("old", None)]


def change(before: ScoredComponent, after: ScoredComponent) -> ComponentChange:
    new, fixed = make_finding("app.py"), make_finding("gone.py")
    (found,) = compare_components([before], [after], renamed={}, new=[new], fixed=[fixed])
    return found


def test_nothing_changed() -> None:
    found = change(make_component(), make_component())
    assert (found.status, found.workloads, found.criteria, found.drop) == ("unchanged", (), (), 0.0)


def test_marks_name_what_moved_them() -> None:
    old = make_component()
    first = old.fit.criteria[0]
    heavier = tuple(structs.replace(lift, amount=-0.3) for lift in first.aggravations)
    worse = structs.replace(first, python=0.25, mitigations=first.mitigations[1:], aggravations=heavier)
    fit = structs.replace(old.fit, python=61.0, criteria=(worse, *old.fit.criteria[1:]))
    found = change(old, structs.replace(old, fit=fit))
    assert (found.status, found.drop, found.own_fit) == ("changed", 10.0, (71.0, 61.0))
    (criterion,) = found.criteria
    assert (criterion.id, criterion.python, criterion.of(Side.NODE)) == ("architecture", (0.35, 0.25), (0.75, 0.75))
    loss, lost = criterion.causes
    assert (loss.id, loss.before, loss.after) == ("SF101", -0.2, -0.3)
    assert [item.location.path for item in (*loss.new, *loss.fixed)] == ["app.py", "gone.py"]
    assert (lost.id, lost.before, lost.after, lost.new) == ("asyncio", 0.3, 0.0, ())


def test_a_criterion_without_evidence_has_no_mark() -> None:
    old = make_component()
    unknown = structs.replace(old.fit.criteria[1], scored=False)
    fit = structs.replace(old.fit, criteria=(old.fit.criteria[0], unknown, old.fit.criteria[2]))
    (criterion,) = change(old, structs.replace(old, fit=fit)).criteria
    assert (criterion.id, criterion.python, criterion.weight) == ("community", (0.5, None), (0.5, None))


def test_workloads_are_listed_by_how_far_they_moved() -> None:
    old = make_component()
    labels = tuple(
        structs.replace(label, confidence=value)
        for label, value in zip(old.profile.workloads, (0.4, 0.31), strict=True)
    )
    new = structs.replace(old, profile=structs.replace(old.profile, workloads=labels))
    assert [(item.id, item.before, item.after) for item in change(old, new).workloads] == [
        ("web-api", 0.9, 0.4),
        ("chatbot", 0.3, 0.31),
    ]
