"""`stackfit rules test`, and user rules on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Run

RULE = """\
[[rule]]
code = "ACME001"
name = "requests-import"
message = "{match} is not ours"
hint = "use the client of the platform team"
criterion = "libraries"
[rule.find]
import = ["requests"]
[[rule.bad]]
"app.py" = "import requests"
[[rule.good]]
"app.py" = "import httpx"
"""


@pytest.fixture
def acme(shop: Path) -> Path:
    (shop / ".git").mkdir()
    (shop / "acme.toml").write_text(RULE)
    (shop / "stackfit.toml").write_text('extend-rules = ["acme.toml"]\n')
    return shop


def test_examples_that_hold(run: Run, acme: Path) -> None:
    assert run("rules", "test") == (0, "ACME001 requests-import: 2 examples hold\n", "")
    assert run("rules", "test", "acme.toml").code == 0


def test_examples_that_do_not_hold(run: Run, acme: Path) -> None:
    (acme / "acme.toml").write_text(
        RULE.replace("import httpx", "import requests").replace('= "import r', '= "import x')
    )
    result = run("rules", "test")
    assert result.code == 1
    assert result.out == "ACME001 does not report its bad example (app.py)\n"
    (acme / "acme.toml").write_text(RULE.replace("import httpx", "import requests"))
    assert run("rules", "test").out == "ACME001 reports its good example at app.py:1\n"


def test_without_rules_of_ones_own_there_is_advice(run: Run, shop: Path) -> None:
    result = run("rules", "test")
    assert result.code == 2
    assert "extend-rules" in result.err


def test_rules_of_ones_own_are_listed_explained_and_selected(run: Run, acme: Path) -> None:
    assert run("rules").out.splitlines()[-1].split()[:3] == ["ACME001", "warning", "requests-import"]
    page = run("explain", "acme001").out
    assert "use the client of the platform team" in page
    assert "acme.toml" in page
    assert run("check", "--select", "acme001").out == "app.py:1:8: warning ACME001 requests is not ours\n"
    assert "ACME001" not in run("check", "--ignore", "ACME001").out
    assert run("check", "--select", "ACME002").code == 2


def test_the_mildest_and_the_least_sure_are_left_out(run: Run, acme: Path) -> None:
    assert "ACME001" not in run("check", "--severity", "error").out
    assert "ACME001" not in run("check", "--min-confidence", "definite").out
    assert "SF101" in run("check", "--severity", "error").out


def test_a_file_outside_is_for_the_command_line_alone(run: Run, acme: Path) -> None:
    (acme / "acme.toml").rename(acme.parent / "acme.toml")
    (acme / "stackfit.toml").write_text('extend-rules = ["../acme.toml"]\n')
    result = run("check")
    assert result.code == 2
    assert "leads out of the repository" in result.err
    (acme / "stackfit.toml").write_text("")
    assert "ACME001" in run("check", "--extend-rules", "../acme.toml").out


def test_the_configuration_is_verified(run: Run, acme: Path) -> None:
    result = run("config", "verify")
    assert (result.code, result.err) == (0, "")
    assert "1 of your own" in result.out
    (acme / "stackfit.toml").write_text("[rules.SF401]\ntreshold = 3\n")
    result = run("config", "verify")
    assert result.code == 2
    assert "did you mean 'threshold'" in result.err
