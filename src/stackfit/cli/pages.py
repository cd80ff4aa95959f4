"""Pages in Markdown about a criterion and a workload, from their own data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stackfit.catalogue.scoring_model import Criterion, Mitigation, ScoringProfile, SideMarks
from stackfit.catalogue.technologies import load_catalogue
from stackfit.catalogue.workloads import Workload
from stackfit.model.kinds import Side

_WINNERS = {"python": "Python", "node": "Node.js", "draw": "a draw", "no-contest": "no contest: the workload decides"}
TECHNOLOGIES = 12
WORDS = 12


def criterion_page(criterion: Criterion, scoring: ScoringProfile) -> str:
    """What a scoring profile says of a criterion."""
    own = [item for item in scoring.mitigations if item.criterion == criterion.id]
    raised = [item.id for item in scoring.workloads.values() if item.weights.get(criterion.id, 1.0) > 1.0]
    lowered = [item.id for item in scoring.workloads.values() if item.weights.get(criterion.id, 1.0) < 1.0]
    facts = (
        f"- Verdict of the scoring profile {scoring.name}: {_WINNERS[criterion.verdict]}",
        f"- Marks to start from: {_marks(criterion.marks)}; weight {criterion.weight:g}",
        f"- Weighs more for: {', '.join(raised) or 'no workload'}",
        f"- Weighs less for: {', '.join(lowered) or 'no workload'}",
    )
    return _page(
        f"# Criterion: {criterion.name}",
        "\n".join(facts),
        _bullets("What is said for and against", _claims(criterion)),
        _bullets("What lifts a mark", (_mitigation(item) for item in own)),
        _bullets("Sources", (_source(scoring, name) for name in criterion.sources)),
    )


def workload_page(workload: Workload, scoring: ScoringProfile) -> str:
    """What points to a workload, and what it changes in the score."""
    weights = scoring.workloads.get(workload.id)
    changed = {key: value for key, value in weights.weights.items() if value != 1.0} if weights else {}
    marks = weights.marks if weights else {}
    usual = (
        [
            f"{_WINNERS[side.value]}: {', '.join(sorted(names)) or 'nothing special'}"
            for side, names in sorted(weights.alternative.items(), key=lambda item: item[0].value)
        ]
        if weights
        else []
    )
    return _page(
        f"# Workload: {workload.name} (`{workload.id}`)",
        workload.summary,
        _bullets("What points to it", _signs(workload)),
        _bullets(f"Weights in the scoring profile {scoring.name} (others count once)", _factors(changed)),
        _bullets("Marks of its own", (f"{key}: {_marks(value)}" for key, value in marks.items())),
        _bullets("What the alternative is taken to be built with", usual),
    )


def _signs(workload: Workload) -> Iterable[str]:
    """The strongest technologies and words."""
    hints = [
        (-item.workloads[workload.id], item.name)
        for item in load_catalogue().technologies
        if workload.id in item.workloads
    ]
    words = sorted((-strength, word) for word, strength in workload.keywords.items())
    technologies = [name for _, name in sorted(hints)]
    if technologies:
        yield f"technologies, strongest first: {_some(technologies, TECHNOLOGIES)}"
    if words:
        yield f"words of README and manifest, never enough alone: {_some([word for _, word in words], WORDS)}"
    if workload.paths:
        yield f"words in paths of code: {_some(sorted(workload.paths), WORDS)}"


def _some(names: list[str], count: int) -> str:
    rest = len(names) - count
    return ", ".join(names[:count]) + (f" and {rest} more" if rest > 0 else "")


def _factors(weights: Mapping[str, float]) -> Iterable[str]:
    ordered = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return (f"{key}: counts {value:g} times" for key, value in ordered)


def _claims(criterion: Criterion) -> Iterable[str]:
    claims = (("Python", criterion.python_claim), ("Node.js", criterion.node_claim), ("Note", criterion.note))
    return (f"{name}: {claim}" for name, claim in claims if claim)


def _mitigation(item: Mitigation) -> str:
    who = {Side.PYTHON: "Python", Side.NODE: "Node.js", None: "either"}[item.side]
    return f"{item.what} ({who}, up to +{100 * item.lift:.0f})"


def _marks(marks: SideMarks) -> str:
    return f"Python {100 * marks.python:.0f}, Node.js {100 * marks.node:.0f}"


def _source(scoring: ScoringProfile, name: str) -> str:
    source = scoring.sources[name]
    return f"{source.what} ({source.where}, {source.date})"


def _bullets(head: str, lines: Iterable[str]) -> str:
    body = "".join(f"- {line}\n" for line in lines)
    return f"## {head}\n\n{body}" if body else ""


def _page(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"
