"""The hook goes into .pre-commit-config.yaml without disturbing a comment, a quote or a line end."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
import yaml

from stackfit.cli.setup.hook import plan_hook
from stackfit.cli.setup.texts import HOOK

PLAIN = """\
# our hooks
repos:
  - repo: https://github.com/astral-sh/ruff-pre-commit
    rev: v0.15.0  # pinned
    hooks:
      - id: ruff-check
        args: [--fix]
"""
SHAPES = {
    "indented": PLAIN,
    "not indented": PLAIN.replace("\n  ", "\n"),
    "by four": PLAIN.replace("\n  ", "\n    "),
    "keys behind the list": PLAIN + "\n# behind\nci:\n  autofix_prs: false\n",
    "a comment behind the list": PLAIN + "\n# the end\n",
    "no line end": PLAIN.rstrip("\n"),
    "line ends of Windows": PLAIN.replace("\n", "\r\n"),
    "a text in several lines": PLAIN
    + "        exclude: |\n          (?x)^(\n            a |\n          b)$\n\n\nfail_fast: true\n",
    "a list in brackets": PLAIN.replace("[--fix]", "\n          [\n            --fix,\n          ]"),
    "a flow mapping": PLAIN + "      - {id: ruff-format}\n",
    "a list of the same name elsewhere": "ci:\n  repos: [a]\n" + PLAIN,
    "anchors": PLAIN + "      - &format\n        id: ruff-format\n      - *format\n",
    "a document mark": "---\n" + PLAIN,
}


def planned(root: Path, text: str) -> tuple[str, str | None]:
    (root / ".pre-commit-config.yaml").write_bytes(text.encode())
    step = plan_hook(root)
    return step.what, step.after


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_one_repository_more_and_nothing_else(tmp_path: Path, text: str) -> None:
    _, after = planned(tmp_path, text)
    assert after is not None
    before = yaml.safe_load(text)
    assert yaml.safe_load(after) == {**before, "repos": [*before["repos"], *yaml.safe_load(HOOK)]}
    assert not any(line.startswith("-") for line in difflib.ndiff(text.splitlines(), after.splitlines()))
    assert ("\r\n" in after) == ("\r\n" in text)
    assert planned(tmp_path, after) == ("has the hook already", None)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("repos: [", "cannot be read (line 2); mend it, then add to its repos:"),
        ("repos: []\n", "has a layout that is left alone; add to its repos:"),
        ("repos:\n", "has a layout that is left alone; add to its repos:"),
        ("- a\n", "has a layout that is left alone; add to its repos:"),
        ("fail_fast: true\n", "has a layout that is left alone; add to its repos:"),
        (PLAIN + "\tbad: tab\n", "cannot be read (line 8); mend it, then add to its repos:"),
    ],
)
def test_what_cannot_be_changed_safely_is_left_to_the_user(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / ".pre-commit-config.yaml").write_text(text)
    step = plan_hook(tmp_path)
    assert (step.what, step.after, step.by_hand) == (what, None, HOOK)


def test_a_file_of_other_bytes_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".pre-commit-config.yaml").write_bytes(b"\xff\xfe")
    step = plan_hook(tmp_path)
    assert not step.writes
    assert step.by_hand == HOOK


def test_a_link_out_of_the_repository_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text(PLAIN)
    root = tmp_path / "repo"
    root.mkdir()
    (root / ".pre-commit-config.yaml").symlink_to("../outside.yaml")
    assert not plan_hook(root).writes


@pytest.mark.parametrize("name", [".husky/pre-commit", "lefthook.yml"])
def test_another_program_for_hooks_is_named(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("yarn lint-staged\n")
    step = plan_hook(tmp_path)
    assert (step.path, step.after, step.by_hand) == (name, None, "stackfit check --staged\n")
    file.write_text("stackfit check --staged\n")
    assert plan_hook(tmp_path).what == "runs stackfit already"


def test_a_new_file(tmp_path: Path) -> None:
    step = plan_hook(tmp_path)
    assert yaml.safe_load(step.after or "") == {"repos": yaml.safe_load(HOOK)}
