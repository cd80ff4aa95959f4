"""The configuration of a stranger's repository can neither hang the run nor lead it out of the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stackfit.cli.accepted import read_baseline
from stackfit.config import load_config
from stackfit.errors import ConfigError, StackfitError
from stackfit.pipeline.knowledge import load_knowledge


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    (tmp_path / "outside.toml").write_text("fail-on = 'never'\n")
    return root


def test_files_that_nobody_writes_by_hand_are_refused(root: Path) -> None:
    for name, size in (("stackfit.toml", 5_000_001), ("bl.json", 50_000_001)):
        (root / name).write_text("# fail-on\n")
        os.truncate(root / name, size)
    with pytest.raises(ConfigError, match="larger than 5,000,000 bytes"):
        load_config(root)
    with pytest.raises(ConfigError, match="larger than 50,000,000 bytes"):
        read_baseline(root / "bl.json")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["stackfit.toml", "pyproject.toml"])
def test_a_pipe_is_not_waited_for(root: Path, name: str) -> None:
    os.mkfifo(root / name)
    if name == "stackfit.toml":
        with pytest.raises(ConfigError, match="not a regular file"):
            load_config(root)
    else:
        assert load_config(root).fail_on is None


def test_a_link_out_of_the_repository_is_refused_and_one_inside_is_followed(root: Path) -> None:
    (root / "shared.toml").write_text("fail-on = 'info'\n")
    try:
        (root / "stackfit.toml").symlink_to(root / "shared.toml")
    except OSError:
        pytest.skip("links need rights that this user lacks")
    assert load_config(root).fail_on == "info"
    (root / "stackfit.toml").unlink()
    (root / "stackfit.toml").symlink_to(root.parent / "outside.toml")
    with pytest.raises(ConfigError, match="link out of the repository"):
        load_config(root)


@pytest.mark.parametrize("key", ["profile", "baseline", "extend-rules"])
@pytest.mark.parametrize("place", ["../outside.toml", "a/../../outside.toml", "{outside}"])
def test_no_setting_leads_out_of_the_repository(root: Path, key: str, place: str) -> None:
    value = place.format(outside=(root.parent / "outside.toml").as_posix())
    text = f"['{value}']" if key == "extend-rules" else f"'{value}'"
    (root / "stackfit.toml").write_text(f"{key} = {text}\n")
    with pytest.raises(ConfigError, match="leads out of the repository"):
        load_config(root)
    (root / "stackfit.toml").rename(root / "given.toml")
    load_config(root, root / "given.toml")  # who gives a file means what it says


@pytest.mark.parametrize("key", ["profile", "baseline", "extend-rules"])
@pytest.mark.parametrize("value", ["a\\u0000b", "loop", "loop/x", "a" * 5_000])
def test_a_path_that_leads_nowhere_is_an_error_of_the_user(root: Path, key: str, value: str) -> None:
    try:
        (root / "loop").symlink_to("loop")
    except OSError:
        pytest.skip("links need rights that this user lacks")
    (root / "stackfit.toml").write_text(f'{key} = ["{value}"]\n' if key == "extend-rules" else f'{key} = "{value}"\n')

    def use(given: Path | None) -> None:
        config = load_config(root, given)
        load_knowledge(config)
        read_baseline(root / str(config.baseline))

    for given in (None, root / "stackfit.toml"):
        with pytest.raises(StackfitError):
            use(given)


def test_a_glob_that_would_take_long_to_match_is_named(root: Path) -> None:
    (root / "stackfit.toml").write_text("[per-path-ignores]\n'x/a*b*c*d*e' = ['SF101']\n")
    with pytest.raises(ConfigError, match="more than 3 stars"):
        load_config(root)


@pytest.mark.parametrize("text", ["a = " + "9" * 6_000, "a = " + "[" * 9_000, "a = \x00", "\ufeff[", "a = 1\na = 2"])
def test_what_is_no_toml_is_an_error_of_the_user(root: Path, text: str) -> None:
    (root / "stackfit.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError):
        load_config(root)
