"""Each component is scanned by the configuration nearest to it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from small_repos import AS_OF, Tree, plant
from stackfit.config import Config, load_config
from stackfit.errors import ConfigError
from stackfit.model.report import Report
from stackfit.pipeline import scan
from stackfit.pipeline.settings import verify_settings

SERVICE = """\
import time
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def home():
    time.sleep(1)
"""
BRANCHES = "def price(a):\n" + "".join(f"    if a == {n}:\n        return {n}\n" for n in range(12)) + "    return 0\n"
SHOP: Tree = {
    ".git/HEAD": "ref: refs/heads/main\n",
    "api/requirements.txt": "fastapi==0.115.0\n",
    "api/main.py": SERVICE,
    "chat/requirements.txt": "fastapi==0.115.0\n",
    "chat/main.py": SERVICE,
    "chat/prices.py": BRANCHES,
}


def scanned(root: Path, own: str, name: str = "chat/stackfit.toml", **more: str) -> Report:
    plant(root, {**SHOP, name: own, **more})
    return scan(root, load_config(root), AS_OF)


def found(report: Report, code: str = "SF101") -> list[tuple[str, str]]:
    return [(item.location.path, item.severity.value) for item in report.findings if item.code == code]


@pytest.mark.parametrize(
    "own",
    [
        'ignore = ["SF101"]',
        'select = ["community"]',
        'per-path-ignores = { "main.py" = ["SF101"] }',
        'per-path-ignores = { "/*.py" = ["error"] }',
    ],
)
def test_what_a_component_does_not_show_others_do(tmp_path: Path, own: str) -> None:
    assert found(scanned(tmp_path, own)) == [("api/main.py", "error")]


def test_globs_of_a_component_do_not_reach_out_of_it(tmp_path: Path) -> None:
    report = scanned(tmp_path, 'per-path-ignores = { "api/main.py" = ["SF101"] }')
    assert len(found(report)) == 2


def test_how_grave_and_how_sure(tmp_path: Path) -> None:
    report = scanned(tmp_path, '[rules.SF101]\nmax-severity = "info"')
    assert found(report) == [("api/main.py", "error"), ("chat/main.py", "info")]
    fits = {item.profile.component.path: item.fit.python for item in report.components}
    assert fits["chat"] is not None
    assert fits["api"] is not None
    assert fits["chat"] > fits["api"]
    report = scanned(tmp_path, 'severity = "error"\n[rules.SF101]\nmax-severity = "info"')
    assert found(report) == [("api/main.py", "error")]


def test_figures_of_rules(tmp_path: Path) -> None:
    assert found(scanned(tmp_path, ""), "SF401") == []
    assert found(scanned(tmp_path, "[rules.SF401]\nthreshold = 5"), "SF401") == [("chat/prices.py", "info")]


def test_gates_of_components_are_in_the_report(tmp_path: Path) -> None:
    (own,) = scanned(tmp_path, 'fail-on = "never"\nmin-fit = 30').own_settings
    assert (own.component, own.fail_on, own.min_fit) == ("chat", "never", 30.0)


def test_a_suppression_that_hides_nothing_is_of_its_component(tmp_path: Path) -> None:
    comment = "LIMIT = 3  # stackfit: ignore[SF101]\n"
    both = {"chat/limits.py": comment, "api/limits.py": comment}
    report = scanned(tmp_path, 'ignore = ["SF001"]', **both)
    assert [(item.component, item.location.path) for item in report.findings if item.code == "SF001"] == [
        ("api", "api/limits.py")
    ]


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ('ignore = ["SF110"]', "chat/stackfit.toml: no rule SF110"),
        ("[rules.SF401]\ntreshold = 3", "chat/stackfit.toml: rules.SF401.treshold: unknown option"),
        ("[rules.SF999]\na = 3", "chat/stackfit.toml: rules: no rule SF999"),
        ('profile = "current"', "chat/stackfit.toml: 'profile' is about the whole run"),
    ],
)
def test_mistakes_name_the_file_of_the_component(tmp_path: Path, own: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        scanned(tmp_path, own)
    assert str(caught.value).startswith(message)


def test_fixtures_may_hold_any_configuration(tmp_path: Path) -> None:
    scanned(tmp_path, "no such = key", "tests/fixtures/broken/stackfit.toml")


def test_a_file_that_holds_for_nothing_is_named(tmp_path: Path) -> None:
    report = scanned(tmp_path, 'ignore = ["info"]', "scripts/stackfit.toml")
    assert [(item.path, item.message) for item in report.coverage.errors] == [
        ("scripts/stackfit.toml", "is not used: no component is in this folder or below")
    ]


def test_the_same_from_the_top_and_from_within(tmp_path: Path) -> None:
    top = 'exclude = ["chat/old/"]\n[per-path-ignores]\n"chat/gen/*.py" = ["SF101"]\n'
    more = {"stackfit.toml": top, "chat/old/a.py": SERVICE, "chat/gen/a.py": SERVICE}
    report = scanned(tmp_path, 'min-confidence = "definite"', **more)
    within = scan(tmp_path / "chat", load_config(tmp_path / "chat"), AS_OF)
    assert [path for path, _ in found(report) if path.startswith("chat/")] == ["chat/main.py"]
    assert found(within) == [("main.py", "error")]


def test_verifying_says_which_files_hold(tmp_path: Path) -> None:
    plant(tmp_path, {**SHOP, "chat/stackfit.toml": 'ignore = ["info"]', "scripts/stackfit.toml": ""})
    verified = verify_settings(tmp_path, Config(), datetime.date(2026, 1, 1))
    assert verified.files == ("chat/stackfit.toml",)
    assert [item.path for item in verified.errors] == ["scripts/stackfit.toml"]


def test_in_a_state_of_the_past_a_mistake_is_passed_over_and_named(tmp_path: Path) -> None:
    plant(tmp_path, {**SHOP, "chat/stackfit.toml": 'ignroe = ["SF101"]'})
    report = scan(tmp_path, Config(lenient=True), AS_OF)
    assert len(found(report)) == 2
    (error,) = report.coverage.errors
    assert error.message.startswith("components are judged by the settings of the run: chat/stackfit.toml: unknown key")
