"""Settings come from the nearest file, and mistakes in them are told with a way out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from stackfit.config import Config, load_config, settle_components, with_flags
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
    assert replace(load_config(root), origins={}) == Config(team="node", source=str(root.resolve() / "stackfit.toml"))


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
        ('exclude = ["*.py", "[z-a]"]', "'[z-a]' is no glob", ""),
        ('[per-path-ignores]\n"[z-a]" = ["SF101"]', "'[z-a]' is no glob", ""),
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


def test_what_is_nearer_outranks_what_is_farther_key_by_key(root: Path) -> None:
    write(root / "stackfit.toml", 'ignore = ["info"]\nfail-on = "error"\n[rules.SF401]\nthreshold = 20\n')
    near = write(root / "api" / "stackfit.toml", 'fail-on = "never"\n[rules.SF401]\nwarning = 40\n')
    config = load_config(root / "api")
    assert (config.ignore, config.fail_on) == (("info",), "never")
    assert config.rules == {"SF401": {"threshold": 20, "warning": 40}}
    assert config.origins["fail-on"] == str(near.resolve())
    assert config.origins["ignore"] == str((root / "stackfit.toml").resolve())


def test_a_named_file_is_alone(root: Path) -> None:
    write(root / "stackfit.toml", 'ignore = ["info"]\n')
    config = load_config(root, write(root / "ci" / "strict.toml", "min-fit = 70\n"))
    assert config.ignore == ()
    assert not config.nested


def test_globs_are_seen_from_the_folder_of_their_file(root: Path) -> None:
    write(root / "stackfit.toml", 'exclude = ["api/old/"]\n[per-path-ignores]\n"*.py" = ["SF101"]\n')
    write(root / "api" / "stackfit.toml", '[per-path-ignores]\n"gen/*.py" = ["info"]\n')
    config = load_config(root / "api")
    assert (config.base, config.exclude) == ("api/", ("api/old/",))
    assert [item.pattern for item in config.per_path_ignores] == ["*.py", "/api/gen/*.py"]


def components(root: Path, config: Config, *folders: str) -> Mapping[str, Config]:
    def read(path: str) -> bytes | None:
        file = root / path
        return file.read_bytes() if file.is_file() else None

    return settle_components(config, folders, read)


def test_components_have_the_settings_nearest_to_them(root: Path) -> None:
    write(root / "services" / "stackfit.toml", 'ignore = ["info"]\n')
    write(root / "services" / "api" / "pyproject.toml", '[tool.stackfit]\nfail-on = "never"\n')
    run = load_config(root)
    settled = components(root, run, ".", "services/api", "services/chat", "web")
    assert settled["services/api"].ignore == ("info",)
    assert settled["services/api"].fail_on == "never"
    assert settled["services/chat"].fail_on is None
    assert settled["services/chat"].ignore == ("info",)
    assert settled["."] is run
    assert settled["web"] is run


def test_flags_outrank_the_files_of_components(root: Path) -> None:
    write(root / "api" / "stackfit.toml", 'ignore = ["info"]\nfail-on = "never"\nselect = ["SF101"]\n')
    run = with_flags(load_config(root), {"fail_on": "error", "ignore": ("SF504",)})
    own = components(root, run, "api")["api"]
    assert (own.fail_on, own.ignore, own.select) == ("error", ("info", "SF504"), ("SF101",))


def test_a_named_file_holds_for_components_too(root: Path) -> None:
    write(root / "api" / "stackfit.toml", 'ignore = ["info"]\n')
    run = load_config(root, write(root / "strict.toml", ""))
    assert components(root, run, "api")["api"] is run


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('ignroe = ["info"]', "unknown key 'ignroe'", "did you mean 'ignore'?"),
        ('baseline = "a.json"', "'baseline' is about the whole run", "scan this folder on its own"),
        ('exclude = ["a"]', "'exclude' is about the whole run", "configuration of the scanned folder"),
        ("select = [", "cannot be read", ""),
    ],
)
def test_mistakes_in_the_file_of_a_component_are_errors(root: Path, text: str, message: str, hint: str) -> None:
    write(root / "api" / "stackfit.toml", text)
    with pytest.raises(ConfigError) as caught:
        components(root, load_config(root), "api")
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.where == "api/stackfit.toml"


def test_what_is_about_the_run_may_stand_where_the_scan_begins(root: Path) -> None:
    write(root / "api" / "stackfit.toml", 'baseline = "accepted.json"\n')
    assert load_config(root / "api").baseline == "accepted.json"


def test_a_manifest_of_a_component_without_settings_is_passed_over(root: Path) -> None:
    write(root / "api" / "pyproject.toml", '[project]\nname = "stackfit-user"\n')
    write(root / "web" / "pyproject.toml", "[tool.stackfit\n")
    run = load_config(root)
    assert set(map(id, components(root, run, "api", "web").values())) == {id(run)}
