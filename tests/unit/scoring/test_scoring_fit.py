"""What a user sees of a score: verdicts of typical components, unknowns, notes, changes."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from scoring_builders import criterion_of, make_command, make_finding, make_profile, make_use

from stackfit.catalogue.scoring_model import ScoringProfile
from stackfit.catalogue.scoring_profile import load_scoring_profile
from stackfit.model.component import ProfiledComponent
from stackfit.model.evidence import Evidence, TechnologyUse
from stackfit.model.fit import Fit
from stackfit.model.kinds import EvidenceSource, Side, Verdict
from stackfit.model.report import ScoredComponent
from stackfit.model.vocabulary import CRITERIA
from stackfit.scoring import score, worst_verdict

ARTICLE = load_scoring_profile("article")
CURRENT = load_scoring_profile("current")
DJANGO = make_profile(
    workloads=[("web-site", 0.9)], concurrency=["sync-wsgi"], technologies=[("django", "web-framework")]
)
BOT = make_profile(
    kind="app", workloads=[("chatbot", 0.9)], concurrency=["asyncio"], technologies=[("discord-py", "bot")]
)
CHAT_ON_WSGI = make_profile(
    workloads=[("messenger", 0.9)], concurrency=["sync-wsgi"], technologies=[("flask", "web-framework")]
)
NODE_TRAINING = make_profile(
    "node",
    workloads=[("machine-learning", 0.9)],
    concurrency=["event-loop"],
    technologies=[("tensorflow-js", "ml")],
)


@pytest.mark.parametrize("scoring", [ARTICLE, CURRENT], ids=lambda item: item.name)
@pytest.mark.parametrize("profile", [DJANGO, BOT, CHAT_ON_WSGI, NODE_TRAINING])
def test_base_marks_alone_never_make_a_verdict_worse_than_fits(
    profile: ProfiledComponent, scoring: ScoringProfile
) -> None:
    assert score(profile, [], scoring).verdict is Verdict.FITS


def lifts(profile: ProfiledComponent, criterion: str) -> set[str]:
    """The mitigations of the runtime in use on one criterion."""
    found = criterion_of(score(profile, [], ARTICLE), criterion).mitigations
    return {item.id for item in found if item.side is profile.runtime.side}


def declared(use: TechnologyUse) -> tuple[Evidence, ...]:
    """Its evidence as a manifest's."""
    return tuple(replace(item, source=EvidenceSource.DEPENDENCY) for item in use.evidence)


def test_sockets_on_a_sync_worker_are_a_misfit() -> None:
    findings = [make_finding("SF102"), make_finding("SF102", line=9)]
    fit = score(CHAT_ON_WSGI, findings, ARTICLE)
    assert fit.verdict is Verdict.MISFIT
    assert (fit.node or 0) - (fit.python or 0) > 10
    assert fit.robustness == 1.0


def test_training_models_in_node_is_a_misfit() -> None:
    findings = [make_finding("SF801", criteria=("trending", "libraries"), path="app/main.js")]
    assert score(NODE_TRAINING, findings, ARTICLE).verdict is Verdict.MISFIT


def test_one_blocking_call_does_not_condemn_a_bot_and_many_strain_it() -> None:
    assert score(BOT, [make_finding()], ARTICLE).verdict is Verdict.FITS
    many = [make_finding(line=n) for n in range(1, 9)]
    assert score(BOT, many, ARTICLE).verdict is Verdict.STRAINED


def test_a_trifle_beside_base_marks_is_no_reason() -> None:
    clean = score(CHAT_ON_WSGI, [], ARTICLE)
    assert (clean.node or 0) - (clean.python or 0) > ARTICLE.settings.margin
    assert score(CHAT_ON_WSGI, [make_finding(severity="warning")], ARTICLE).verdict is Verdict.FITS
    assert score(CHAT_ON_WSGI, [make_finding(confidence="possible")], ARTICLE).verdict is Verdict.FITS
    assert score(CHAT_ON_WSGI, [make_finding()], ARTICLE).verdict is not Verdict.FITS


def test_findings_that_a_rewrite_carries_along_never_strain() -> None:
    findings = [make_finding("SF301", criteria=("architecture", "error-handling"), line=n) for n in range(1, 30)]
    fit = score(CHAT_ON_WSGI, findings, ARTICLE)
    clean = score(CHAT_ON_WSGI, [], ARTICLE)
    assert fit.verdict is Verdict.FITS
    assert criterion_of(fit, "error-handling").python < criterion_of(clean, "error-handling").python
    assert criterion_of(fit, "error-handling").node < criterion_of(clean, "error-handling").node


@pytest.mark.parametrize(
    ("runtime", "kind"), [("browser", "app"), ("none", "service"), ("node", "tooling"), ("node", "spa")]
)
def test_browser_tooling_and_codeless_components_are_not_scored(runtime: str, kind: str) -> None:
    assert score(make_profile(runtime, kind=kind), [], ARTICLE) == Fit()


def test_node_cannot_run_on_a_microcontroller() -> None:
    fit = score(make_profile("micropython", kind="firmware", workloads=[("iot", 0.9)]), [], ARTICLE)
    assert fit.node == 0.0
    assert (fit.python or 0) > 0
    assert "microcontroller" in criterion_of(fit, "universality").note
    assert fit.verdict is Verdict.FITS


def test_without_a_workload_the_verdict_is_unknown() -> None:
    fit = score(make_profile(workloads=[("web-api", 0.4)]), [make_finding()], ARTICLE)
    assert fit.verdict is Verdict.UNKNOWN
    assert not criterion_of(fit, "apps").scored
    assert not criterion_of(fit, "trending").scored


def test_every_criterion_is_listed_once_in_the_order_of_the_article() -> None:
    assert tuple(item.id for item in score(DJANGO, [], ARTICLE).criteria) == CRITERIA


def test_a_criterion_without_evidence_leaves_both_sums() -> None:
    fit = score(make_profile(kind="cli", workloads=[("cli-tool", 0.9)]), [], ARTICLE)
    scored = [item for item in fit.criteria if item.scored]
    assert not criterion_of(fit, "architecture").scored
    expected = 100 * sum(item.weight * item.python for item in scored) / sum(item.weight for item in scored)
    assert fit.python == pytest.approx(expected, abs=1e-5)
    assert all(item.evidence for item in scored)


def test_lifts_and_losses_add_up_to_the_mark() -> None:
    profile = make_profile(
        concurrency=["asyncio"], technologies=[("celery", "task-queue")], commands=[make_command("uvicorn", workers=4)]
    )
    findings = [make_finding(), make_finding("SF301", criteria=("architecture",)), make_finding("SF501")]
    fit = score(profile, findings, ARTICLE)
    bare = score(make_profile(), [], ARTICLE)
    for name in ("architecture", "performance", "scalability"):
        found = criterion_of(fit, name)
        for side in Side:
            lifts = [item.amount for item in (*found.mitigations, *found.aggravations) if item.side is side]
            usual = [item.amount for item in criterion_of(bare, name).mitigations if item.side is side]
            base = getattr(criterion_of(bare, name), side.value) - sum(usual)
            assert base + sum(lifts) == pytest.approx(getattr(found, side.value))


def test_the_deployment_helps_the_alternative_no_more_than_the_runtime() -> None:
    before = score(make_profile(), [], ARTICLE)
    after = score(make_profile(commands=[make_command(workers=4)]), [], ARTICLE)
    old, new = criterion_of(before, "scalability"), criterion_of(after, "scalability")
    assert new.python > old.python
    assert new.node - old.node <= new.python - old.python


def test_development_servers_are_no_mitigation() -> None:
    command = make_command("uvicorn", workers=4)
    profile = make_profile(commands=[replace(command, development=True)])
    assert not criterion_of(score(profile, [], ARTICLE), "scalability").mitigations


def test_what_is_only_declared_or_a_side_issue_lifts_nothing() -> None:
    found = make_use("asyncio", "concurrency")
    cached = make_use("flask-caching", "cache")
    for change in ({"evidence": declared(cached)}, {"production": False}):
        unused = replace(make_profile(), technologies=(replace(cached, **change),))
        assert lifts(unused, "performance") == set()
    for share, shown in ((0.02, set()), (0.5, {"asyncio"})):
        some = replace(make_profile(), technologies=(replace(found, central=share),))
        assert lifts(some, "architecture") == shown


def test_a_library_lifts_only_the_work_it_is_made_for() -> None:
    numpy = make_profile(technologies=[("numpy", "data")])
    assert "native-libraries" not in lifts(numpy, "performance")
    numpy = make_profile(workloads=[("data-science", 0.9)], technologies=[("numpy", "data")])
    assert "native-libraries" in lifts(numpy, "performance")
    uncited = replace(numpy, workloads=make_profile(workloads=[("data-science", 0.9)]).workloads)
    assert lifts(uncited, "libraries") == set()


def test_uvloop_counts_where_code_or_uvicorn_runs_it() -> None:
    uvloop, uvicorn = make_use("uvloop", "concurrency"), make_use("uvicorn", "web-server")
    listed = replace(uvloop, evidence=declared(uvloop), files=0)
    for uses, shown in (((listed,), False), ((listed, uvicorn), True), ((uvloop,), True)):
        assert ("uvloop" in lifts(replace(make_profile(), technologies=uses), "performance")) is shown


def test_pm2_alone_is_no_second_process() -> None:
    one = make_profile("node", technologies=[("pm2", "process-manager")], commands=[make_command("pm2", workers=1)])
    assert lifts(one, "scalability") == set()
    every_core = make_profile("node", commands=[make_command("pm2", workers=0)])
    assert lifts(every_core, "scalability") == {"process-workers"}


def test_advice_fits_the_kind_of_component_and_its_leading_work() -> None:
    for kind in ("library", "cli", "notebook"):
        profile = make_profile(kind=kind, workloads=[("web-api", 0.9)], concurrency=["sync-wsgi"])
        assert score(profile, [], ARTICLE).changes == ()
    beside = make_profile("node", workloads=[("chatbot", 0.95), ("web-api", 0.6)], concurrency=["event-loop"])
    assert score(beside, [], ARTICLE).changes == ()
    served = make_profile("node", concurrency=["event-loop"])
    assert "PM2" in score(served, [], ARTICLE).changes[0].what
    assert "gunicorn" not in " ".join(item.what for item in score(served, [], ARTICLE).changes)


def test_typescript_and_free_threading_are_seen() -> None:
    typed = score(make_profile("node", typescript=800), [], ARTICLE)
    assert [item.id for item in criterion_of(typed, "syntax").mitigations] == ["typed-code"]
    free = score(make_profile(version="3.14t"), [], ARTICLE)
    assert "free-threading" in [item.id for item in criterion_of(free, "scalability").mitigations]


def test_in_a_group_only_the_largest_lift_counts() -> None:
    both = score(make_profile(concurrency=["asyncio", "gevent"]), [], ARTICLE)
    one = score(make_profile(concurrency=["asyncio"]), [], ARTICLE)
    assert criterion_of(both, "architecture").python == criterion_of(one, "architecture").python


def test_the_cheapest_change_comes_first_and_says_what_verdict_it_brings() -> None:
    fit = score(CHAT_ON_WSGI, [make_finding("SF102"), make_finding("SF301", line=4)], ARTICLE)
    effort = ARTICLE.settings.effort
    worth = [item.gain / effort[item.effort] for item in fit.changes]
    assert worth == sorted(worth, reverse=True)
    gevent = next(item for item in fit.changes if "gevent" in item.what)
    assert (fit.verdict, gevent.verdict) == (Verdict.MISFIT, Verdict.FITS)
    assert not any("rewrite" in item.what.lower() for item in fit.changes)


def test_more_sync_workers_and_threads_are_no_answer_to_sockets() -> None:
    for finding, helps in ((make_finding("SF102"), False), (make_finding("SF504"), True)):
        profile = replace(CHAT_ON_WSGI, workloads=DJANGO.workloads)
        words = " ".join(item.what for item in score(profile, [finding], ARTICLE).changes)
        assert ("worker process" in words, "--threads" in words) == (helps, helps)


def test_a_change_brings_the_gain_it_promises() -> None:
    promised = next(c for c in score(DJANGO, [], ARTICLE).changes if "worker process" in c.what)
    profile = make_profile(
        workloads=[("web-site", 0.9)],
        concurrency=["sync-wsgi"],
        technologies=[("django", "web-framework")],
        commands=[make_command(workers=0)],
    )
    before, after = score(DJANGO, [], ARTICLE).python or 0, score(profile, [], ARTICLE).python or 0
    assert after - before == pytest.approx(promised.gain, abs=0.01)


def test_the_team_changes_effort_and_never_marks() -> None:
    findings = [make_finding("SF102")]
    home = score(CHAT_ON_WSGI, findings, ARTICLE, team="python")
    away = score(CHAT_ON_WSGI, findings, ARTICLE, team="node")
    inferred = score(CHAT_ON_WSGI, findings, ARTICLE, team_share={Side.NODE: 0.9, Side.PYTHON: 0.1})
    assert away == inferred
    assert (home.python, home.node, home.verdict) == (away.python, away.node, away.verdict)
    assert {c.what: c.effort for c in home.changes} != {c.what: c.effort for c in away.changes}


def test_a_team_on_both_sides_may_split_by_language() -> None:
    profile = make_profile(workloads=[("image-processing", 0.9)])
    wordings = [" ".join(c.what for c in score(profile, [], ARTICLE, team=team).changes) for team in ("node", "both")]
    assert "the language that suits it" not in wordings[0]
    assert "the language that suits it" in wordings[1]


def test_findings_of_another_component_or_language_do_not_count() -> None:
    clean = score(BOT, [], ARTICLE)
    elsewhere = [make_finding(path="web/server.js"), replace(make_finding(path="x/y.py"), component="x")]
    assert score(BOT, elsewhere, ARTICLE) == clean


def test_the_verdict_as_a_finding_is_no_reason_for_the_verdict() -> None:
    verdict = make_finding("SF1101", "warning", criteria=("apps",))
    assert score(BOT, [verdict], ARTICLE) == score(BOT, [], ARTICLE)


def test_the_summary_takes_the_worst_verdict_and_leaves_unknown_out() -> None:
    unknown = ScoredComponent(profile=BOT, fit=Fit())
    fits = ScoredComponent(profile=BOT, fit=Fit(verdict=Verdict.FITS))
    strained = ScoredComponent(profile=BOT, fit=Fit(verdict=Verdict.STRAINED))
    assert worst_verdict([unknown, strained, fits]) is Verdict.STRAINED
    assert worst_verdict([unknown]) is Verdict.UNKNOWN
    assert worst_verdict([]) is Verdict.UNKNOWN
