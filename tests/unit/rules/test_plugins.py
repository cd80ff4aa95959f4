"""Plug-ins come from the environment alone, and a broken one harms nobody else."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import pytest

from stackfit.config import Config
from stackfit.errors import ConfigError
from stackfit.pipeline import scan
from stackfit.rules import plugins
from stackfit.rules.plugins import installed_folders, load_plugins

SAMPLE = Path(__file__).parents[2] / "plugin"
AS_OF = datetime.date(2026, 1, 1)


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample plug-in stands among the installed packages."""
    monkeypatch.setattr(plugins, "installed_folders", lambda: (str(SAMPLE),))
    monkeypatch.delitem(sys.modules, "acme_stackfit", raising=False)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    (tmp_path / "app.py").write_text("def f(a, b, c, d, e, f, g):\n    return a\n", encoding="utf-8")
    return tmp_path


def test_a_plug_in_reports_and_a_broken_one_is_told(installed: None, repo: Path) -> None:
    report = scan(repo, Config(), AS_OF)
    assert [(item.code, item.location.line) for item in report.findings if item.code == "ACME901"] == [("ACME901", 1)]
    told = " ".join(error.message for error in report.coverage.errors)
    assert "rule ACME902 failed: RuntimeError: out of order" in told
    assert "plug-in missing cannot be used: AttributeError" in told
    assert "plug-in no-rule cannot be used: TypeError: is no rule" in told
    (described,) = (item for item in report.rules if item.code == "ACME901")
    assert described.help_url == "https://example.com/acme901"


def test_options_of_a_plug_in_are_set_and_checked(installed: None, repo: Path) -> None:
    config = Config(rules={"ACME901": {"most": 7}})
    assert not [item for item in scan(repo, config, AS_OF).findings if item.code == "ACME901"]
    with pytest.raises(ConfigError, match="did you mean 'most'"):
        scan(repo, Config(rules={"ACME901": {"mots": 7}}), AS_OF)
    with pytest.raises(ConfigError, match="whole number"):
        scan(repo, Config(rules={"ACME901": {"most": "7"}}), AS_OF)


def test_the_scanned_repository_is_no_environment(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = repo / "evil-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[stackfit.rules]\nevil = evil:Rule\n", encoding="utf-8")
    (repo / "evil.py").write_text("open('ran', 'w').close()\n", encoding="utf-8")
    monkeypatch.chdir(repo)
    monkeypatch.setattr(sys, "path", ["", str(repo), *sys.path])
    scan(repo, Config(), AS_OF)
    assert not (repo / "ran").exists()


def test_a_module_of_the_repository_does_not_stand_in_for_an_installed_one(
    repo: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path_factory.mktemp("installed")
    info = place / "later-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: later\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[stackfit.rules]\nlater = later_rules:Rule\n", encoding="utf-8")
    (repo / "later_rules.py").write_text("open('ran', 'w').close()\n", encoding="utf-8")
    monkeypatch.chdir(repo)
    monkeypatch.setattr(sys, "path", ["", str(repo), *sys.path])
    before = list(sys.path)
    rules, errors = load_plugins([str(place)])
    assert not rules
    assert "ModuleNotFoundError" in errors[0].message
    assert not (repo / "ran").exists()
    assert sys.path == before


def test_the_current_folder_is_not_where_packages_are_installed() -> None:
    assert "" not in installed_folders()
