"""What must hold of every score, whatever the component."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from scoring_builders import make_command, make_finding, make_profile, make_use

from stackfit.catalogue.scoring_model import Condition
from stackfit.catalogue.scoring_profile import load_scoring_profile
from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding
from stackfit.model.fit import Fit
from stackfit.model.kinds import Side, Verdict
from stackfit.model.vocabulary import CONCURRENCY, CRITERIA, WORKLOADS
from stackfit.scoring import score

PROFILES = {name: load_scoring_profile(name) for name in ("article", "current")}
MITIGATIONS = {item.id: item for item in PROFILES["article"].mitigations}
CODES = ("SF101", "SF102", "SF201", "SF301", "SF401", "SF501", "SF601", "SF701", "SF801", "SF901", "SF1001", "SF1101")
TECHNOLOGIES = (("express", "web-framework"), ("redis", "cache"), ("torch", "deep-learning"), ("celery", "task-queue"))

STEADY = settings(deadline=None, derandomize=True)
MANY = settings(STEADY, max_examples=300)

names = st.sampled_from(["article", "current"])
runtimes = st.sampled_from(["python", "node", "jython", "micropython", "deno", "bun"])
kinds = st.sampled_from(["service", "app", "cli", "library", "notebook", "firmware"])
sure = st.floats(0.3, 1.0)
commands = st.builds(
    make_command,
    st.sampled_from(["gunicorn", "uvicorn", "node", ""]),
    workers=st.none() | st.integers(1, 4),
    replicas=st.none() | st.integers(1, 4),
    worker_class=st.sampled_from(["", "sync", "gthread", "gevent"]),
)


@st.composite
def components(draw: st.DrawFn) -> ProfiledComponent:
    return make_profile(
        draw(runtimes),
        kind=draw(kinds),
        workloads=draw(st.dictionaries(st.sampled_from(WORKLOADS), sure, max_size=4)).items(),
        concurrency=draw(st.lists(st.sampled_from(CONCURRENCY), max_size=3, unique=True)),
        technologies=draw(st.lists(st.sampled_from(TECHNOLOGIES), max_size=3, unique=True)),
        commands=draw(st.lists(commands, max_size=2)),
        version=draw(st.sampled_from([None, "3.12", "3.14t"])),
    )


@st.composite
def some_findings(draw: st.DrawFn) -> list[Finding]:
    found = st.builds(
        make_finding,
        st.sampled_from(CODES),
        st.sampled_from(["error", "warning", "info"]),
        confidence=st.sampled_from(["definite", "probable", "possible"]),
        criteria=st.lists(st.sampled_from(CRITERIA), min_size=1, max_size=2, unique=True).map(tuple),
        path=st.sampled_from(["Procfile", "app/x.toml"]),
        line=st.integers(1, 50),
    )
    return draw(st.lists(found, max_size=8))


def own_fit(profile: ProfiledComponent, fit: Fit) -> float:
    return points(fit, profile.runtime.side or Side.PYTHON)


def points(fit: Fit, side: Side) -> float:
    value = fit.of(side)
    assert value is not None
    return value


def adopt(profile: ProfiledComponent, when: Condition, which: int) -> ProfiledComponent:
    """The component with one more fact, one that shows the mitigation."""
    component = profile.component
    options = [replace(profile, concurrency=(*profile.concurrency, name)) for name in sorted(when.concurrency)]
    used = [(name, "concurrency") for name in when.technologies] + [(f"some-{name}", name) for name in when.categories]
    options += [
        replace(
            profile,
            technologies=(*profile.technologies, make_use(key, group)),
        )
        for key, group in sorted(used)
    ]
    started = [make_command(name) for name in sorted(when.programs)]
    started += [make_command(worker_class=name) for name in sorted(when.worker_classes)]
    if when.min_workers:
        started.append(make_command(workers=when.min_workers))
    if when.min_replicas:
        started.append(make_command(replicas=when.min_replicas))
    for command in started:
        more = replace(component, commands=(*component.commands, command))
        options.append(replace(profile, component=more))
    if when.version_suffix:
        options.append(replace(profile, runtime_version="3.14t"))
    return options[which % len(options)] if options else profile


@STEADY
@given(components(), some_findings(), names)
def test_fits_robustness_and_marks_are_bounded(profile: ProfiledComponent, findings: list[Finding], name: str) -> None:
    fit = score(profile, findings, PROFILES[name])
    assert len(fit.criteria) == len(CRITERIA)
    for item in fit.criteria:
        assert 0.0 <= item.python <= 1.0
        assert 0.0 <= item.node <= 1.0
        assert item.weight > 0
    for side in Side:
        assert 0.0 <= points(fit, side) <= 100.0
    assert 0.0 <= (fit.robustness if fit.robustness is not None else -1.0) <= 1.0


@MANY
@given(components(), some_findings(), names, st.sampled_from(sorted(MITIGATIONS)), st.integers(0, 99))
def test_adding_a_mitigation_never_lowers_the_fit_nor_worsens_the_verdict(
    profile: ProfiledComponent, findings: list[Finding], name: str, mitigation: str, which: int
) -> None:
    scoring = PROFILES[name]
    before = score(profile, findings, scoring)
    better = adopt(profile, MITIGATIONS[mitigation].when, which)
    after = score(better, findings, scoring)
    assert own_fit(better, after) >= own_fit(profile, before) - 1e-5
    assert after.verdict.rank <= before.verdict.rank


@MANY
@given(components(), some_findings(), names, st.integers(0, 99))
def test_removing_a_finding_never_lowers_the_fit_nor_worsens_the_verdict(
    profile: ProfiledComponent, findings: list[Finding], name: str, which: int
) -> None:
    scoring = PROFILES[name]
    before = score(profile, findings, scoring)
    after = score(profile, [item for n, item in enumerate(findings) if n != which % (len(findings) or 1)], scoring)
    assert own_fit(profile, after) >= own_fit(profile, before) - 1e-5
    assert after.verdict.rank <= before.verdict.rank


@STEADY
@given(components(), some_findings(), names, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(
    profile: ProfiledComponent, findings: list[Finding], name: str, shuffler: random.Random
) -> None:
    mixed = list(findings)
    shuffler.shuffle(mixed)
    turned = replace(
        profile,
        technologies=tuple(reversed(profile.technologies)),
        concurrency=tuple(reversed(profile.concurrency)),
        workloads=tuple(reversed(profile.workloads)),
    )
    one, other = score(profile, findings, PROFILES[name]), score(turned, mixed, PROFILES[name])
    assert (one.python, one.node, one.robustness, one.verdict) == (
        other.python,
        other.node,
        other.robustness,
        other.verdict,
    )
    assert one.changes == other.changes


@STEADY
@given(components(), names)
def test_without_findings_a_component_never_does_worse_than_fits(profile: ProfiledComponent, name: str) -> None:
    assert score(profile, [], PROFILES[name]).verdict in (Verdict.FITS, Verdict.UNKNOWN)


@STEADY
@given(components(), some_findings(), names, st.sampled_from(["python", "node", "both"]))
def test_the_team_never_touches_a_mark(
    profile: ProfiledComponent, findings: list[Finding], name: str, team: str
) -> None:
    plain, set_ = score(profile, findings, PROFILES[name]), score(profile, findings, PROFILES[name], team=team)
    assert replace(set_, changes=()) == replace(plain, changes=())
