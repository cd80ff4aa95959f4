"""The gates: severity, confidence, fit, coverage."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from report.examples import make_component, make_finding, make_report

from stackfit.cli.gate import judge
from stackfit.config import Config
from stackfit.model.kinds import Role, Severity
from stackfit.model.report import Coverage, OwnSettings
from stackfit.model.source import ReadError, Skip

WARNING = make_report(make_component(), findings=(make_finding(severity=Severity.WARNING),))  # of confidence probable


@pytest.mark.parametrize(
    ("threshold", "code"),
    [
        ("error", 0),
        ("warning", 1),
        ("info", 1),
        ("warning:definite", 0),
        ("warning:probable", 1),
        ("info:possible", 1),
        ("error:possible", 0),
        ("never", 0),
    ],
)
def test_findings_at_or_above_the_threshold(threshold: str, code: int) -> None:
    assert judge(WARNING, Config(fail_on=threshold), default="error", strict=False)[0] == code


def test_the_default_holds_where_nothing_is_set() -> None:
    assert judge(WARNING, Config(), default="error", strict=False) == (0, ())
    assert judge(WARNING, Config(), default="warning", strict=False)[0] == 1


@pytest.mark.parametrize(("least", "code"), [(70.9, 0), (71.0, 0), (71.1, 1)])
def test_the_fit_of_the_runtime_in_use(least: float, code: int) -> None:
    report = make_report(make_component(fits=(71.0, 20.0)))
    assert judge(report, Config(min_fit=least), default="error", strict=False)[0] == code


def test_the_fit_of_examples_is_not_asked_for() -> None:
    report = make_report(make_component(fits=(10.0, 20.0), role=Role.EXAMPLE))
    assert judge(report, Config(min_fit=50.0), default="error", strict=False)[0] == 0


@pytest.mark.parametrize(
    ("coverage", "code"),
    [
        (Coverage(), 0),
        (Coverage(skipped=(Skip(path="a", reason="minified"),)), 0),
        (Coverage(skipped=(Skip(path="a", reason="too-large"),)), 4),
        (Coverage(errors=(ReadError(path="a", message="broken"),)), 4),
        (Coverage(chains_cut=1), 0),
    ],
)
def test_strict_asks_for_everything(coverage: Coverage, code: int) -> None:
    report = replace(make_report(make_component()), coverage=coverage)
    assert judge(report, Config(), default="error", strict=True)[0] == code
    assert judge(report, Config(), default="error", strict=False)[0] == 0


def test_a_component_may_be_judged_by_its_own_settings() -> None:
    report = make_report(
        make_component(path="old", fits=(40.0, 50.0)),
        findings=(
            make_finding(severity=Severity.WARNING),
            replace(make_finding(severity=Severity.ERROR), component="old"),
        ),
    )
    own = OwnSettings(component="old", fail_on="never", min_fit=30.0)
    report = replace(report, own_settings=(own,))
    assert judge(report, Config(fail_on="error", min_fit=45.0), default="error", strict=False) == (0, ())
    report = replace(report, own_settings=(replace(own, fail_on="error", min_fit=42.0),))
    code, reasons = judge(report, Config(fail_on="warning"), default="error", strict=False)
    assert code == 1
    assert reasons == (
        "1 finding at or above --fail-on error",
        "1 finding at or above --fail-on warning",
        "component old: python fits 40.0, below --min-fit 42",
    )
