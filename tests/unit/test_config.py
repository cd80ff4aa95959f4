"""Settings come from the nearest file, and mistakes in them are told with a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from stackfit.config import Config, load_config
from stackfit.errors import ConfigError
from stackfit.model.kinds import Confidence


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_defaults_without_any_file(root: Path) -> None:
    assert load_config(root) == Config()


def test_every_key_is_read(root: Path) -> None:
    write(
        root / "stackfit.toml",
        """
        exclude = ["third_party/"]
        select = ["architecture", "SF504"]
        ignore = ["info"]
        profile = "current"
        team = "both"
        fail-on = "warning:probable"
        min-fit = 60
        min-confidence = "possible"
        tests = true
        exhaustive = true
        [per-path-ignores]
        "scripts/**" = ["SF101"]
        """,
    )
    config = load_config(root)
    assert config.exclude == ("third_party/",)
    assert config.select == ("architecture", "SF504")
    assert config.ignore == ("info",)
    assert [(item.pattern, item.selectors) for item in config.per_path_ignores] == [("scripts/**", ("SF101",))]
    assert (config.profile, config.team, config.fail_on, config.min_fit) == (
        "current",
        "both",
        "warning:probable",
        60.0,
    )
    assert config.min_confidence is Confidence.POSSIBLE
    assert config.tests
    assert config.exhaustive
    assert config.source.endswith("stackfit.toml")


def test_nearest_file_wins_and_a_pyproject_without_the_section_is_passed_over(root: Path) -> None:
    write(root / "pyproject.toml", '[tool.stackfit]\nprofile = "current"\n')
    write(root / "api" / "pyproject.toml", '[project]\nname = "api"\n')
    write(root / "web" / "stackfit.toml", 'profile = "article"\n')
    assert load_config(root / "api").profile == "current"
    assert load_config(root / "web").profile == "article"


def test_stackfit_toml_goes_before_pyproject_beside_it(root: Path) -> None:
    write(root / "pyproject.toml", '[tool.stackfit]\nprofile = "current"\n')
    write(root / "stackfit.toml", 'team = "node"\n')
    assert load_config(root) == Config(team="node", source=str(root.resolve() / "stackfit.toml"))


def test_search_ends_at_the_top_of_the_work_tree(root: Path) -> None:
    write(root / "stackfit.toml", 'profile = "current"\n')
    (root / "inner" / ".git").mkdir(parents=True)
    assert load_config(root / "inner") == Config()


def test_a_broken_pyproject_of_the_repository_is_not_ours_to_complain_about(root: Path) -> None:
    write(root / "pyproject.toml", "[tool.stackfit\n")
    assert load_config(root) == Config()


def test_a_hostile_pyproject_stops_nothing(root: Path) -> None:
    (root / "pyproject.toml").write_text("a = " + "[" * 5000 + "]" * 5000, encoding="utf-8")
    assert load_config(root) == Config()


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('fail_on = "error"', "unknown key 'fail_on'", "did you mean 'fail-on'?"),
        ('selct = ["SF101"]', "unknown key 'selct'", "did you mean 'select'?"),
        ('select = ["SF1"]', "'SF1' is no rule code", "not matched by prefix"),
        ('ignore = ["archtecture"]', "'archtecture' is no rule code", "did you mean 'architecture'?"),
        ('select = "SF101"', "expected a list of strings", ""),
        ('team = "ruby"', "expected one of python, node, both", ""),
        ('fail-on = "fatal"', "'fatal' is not SEVERITY", "severities: error, warning, info"),
        ('fail-on = "error:"', "'error:' is not SEVERITY", "confidences"),
        ("min-fit = 101", "expected a number from 0 to 100", ""),
        ("min-fit = true", "expected a number from 0 to 100", ""),
        ('min-confidence = "sure"', "expected one of definite, probable, possible", ""),
        ('tests = "yes"', "expected true or false", ""),
        ("profile = 1", "expected a string", ""),
        ('per-path-ignores = ["a"]', "expected a table of globs", ""),
        ("exclude = [", "cannot be read", ""),
    ],
)
def test_mistakes_are_errors_with_a_place_and_a_hint(root: Path, text: str, message: str, hint: str) -> None:
    write(root / "stackfit.toml", text)
    with pytest.raises(ConfigError) as caught:
        load_config(root)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert "stackfit.toml" in caught.value.where
    assert caught.value.exit_code == 2


def test_a_named_file_must_be_there(root: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(root, root / "missing.toml")


def test_a_named_file_is_used_instead_of_the_nearest(root: Path) -> None:
    write(root / "stackfit.toml", 'profile = "current"\n')
    other = write(root / "ci" / "strict.toml", "min-fit = 70\n")
    assert load_config(root, other).min_fit == 70.0


def test_tool_stackfit_must_be_a_table(root: Path) -> None:
    write(root / "pyproject.toml", "[tool]\nstackfit = 1\n")
    with pytest.raises(ConfigError, match="expected a table"):
        load_config(root)
