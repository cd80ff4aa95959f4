"""What README, changelog, glossary and the other documents say is true of the program."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from stackfit.catalogue.technologies import Technology, load_catalogue
from stackfit.cli.main import COMMANDS, cli
from stackfit.cli.setup.texts import GITLAB_JOB, HOOK, WORKFLOW
from stackfit.model.kinds import ComponentKind, Confidence, Role, Severity, Verdict
from stackfit.model.vocabulary import CONCURRENCY, WORKLOADS
from stackfit.rules import RETIRED, RULES

PROJECT = Path(__file__).parents[2]
README = (PROJECT / "README.md").read_text("utf-8")
CHANGELOG = (PROJECT / "CHANGELOG.md").read_text("utf-8")
GLOSSARY = (PROJECT / "docs" / "glossary.md").read_text("utf-8")
PAGES = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])


def test_every_rule_is_in_the_changelog() -> None:
    named = dict(re.findall(r"(SF\d{3,4}) `([\w-]+)`", CHANGELOG))
    assert {rule.meta.code: rule.meta.name for rule in RULES}.items() <= named.items()
    assert named.keys() <= {rule.meta.code for rule in RULES} | RETIRED


def test_the_changelog_is_open_for_what_comes() -> None:
    assert re.search(r"^## Unreleased$", CHANGELOG, re.M)


def test_generated_pages_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/generate_docs.py", "--check"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_and_is_documented(name: str) -> None:
    done = CliRunner().invoke(cli, [name, "--help"])
    assert done.exit_code == 0, done.output
    assert len(done.output.splitlines()) > 4
    assert f"`stackfit {name}`" in README, f"README.md does not speak of {name}"
    assert f"`stackfit {name}`" in CHANGELOG, f"CHANGELOG.md does not speak of {name}"


def commands_in(text: str) -> list[list[str]]:
    """The command lines of a document that start stackfit or dev.py: indented, after a $, or between backquotes."""
    lines = re.findall(r"^(?: {4}|\$ )((?:stackfit|python dev\.py) [^\n]*)", text, re.M)
    quoted = re.findall(r"`((?:stackfit|python dev\.py) [^`\n]*)`", text)
    return [shlex.split(line.partition(" #")[0]) for line in (*lines, *quoted)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_documents_exist(page: Path) -> None:
    for words in commands_in(page.read_text("utf-8")):
        if words[0] == "python":
            assert words[2] in ("scan", "test", "run"), words
        elif not words[1].startswith("-"):
            assert words[1] in COMMANDS, words
            command = cli.get_command(click.Context(cli), words[1])
            assert command is not None
            known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
            options = {word.partition("=")[0] for word in words[2:] if word.startswith("--") and word != "--"}
            assert options <= known or isinstance(command, click.Group), words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_index_leads_to_every_page() -> None:
    index = PROJECT / "docs" / "README.md"
    targets = {(index.parent / name).resolve() for name in re.findall(r"\]\(([^)#\s]+)", index.read_text("utf-8"))}
    assert set((PROJECT / "docs").glob("*.md")) - {index} <= targets


def test_anchors_lead_to_headings() -> None:
    for page in PAGES:
        for target, anchor in re.findall(r"\]\(([^):\s#]*)#([\w-]+)\)", page.read_text("utf-8")):
            other = (page.parent / target) if target else page
            heads = re.findall(r"^#+ (.*)$", other.read_text("utf-8"), re.M)
            slugs = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
            assert anchor in slugs, f"{page.name}: {target}#{anchor}"


def test_readme_has_the_two_commands_of_a_fresh_machine() -> None:
    words = commands_in(README)
    assert any(command[:3] == ["python", "dev.py", "scan"] for command in words)
    assert any(command[:3] == ["python", "dev.py", "test"] for command in words)


def test_ci_runs_the_tests_as_the_readme_says() -> None:
    assert re.search(r"^step python dev\.py test$", (PROJECT / ".ci" / "run").read_text("utf-8"), re.M)


def glossary_ids(title: str) -> list[str]:
    """The ids of one table of the glossary."""
    section = GLOSSARY.split(f"## {title}\n")[1].split("\n## ")[0]
    return [name for cell in re.findall(r"^\| (`[^|]*) \|", section, re.M) for name in re.findall(r"`([^`]+)`", cell)]


def test_the_glossary_has_every_id() -> None:
    assert sorted(glossary_ids("Workloads")) == sorted(WORKLOADS)
    assert glossary_ids("Concurrency models") == list(CONCURRENCY)
    assert glossary_ids("Kinds of component") == [kind.value for kind in ComponentKind]
    assert glossary_ids("Roles of files") == [role.value for role in Role]
    words = [item.value for group in (Severity, Confidence, Verdict) for item in group]
    assert glossary_ids("Severities, confidences, verdicts") == words


def test_every_field_of_the_catalogue_is_explained() -> None:
    rows = re.findall(r"^\| (`[^|]*) \|", (PROJECT / "docs" / "catalogue.md").read_text("utf-8"), re.M)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert named == set(Technology.__struct_fields__)


def test_the_example_of_the_catalogue_page_is_an_entry() -> None:
    text = (PROJECT / "docs" / "catalogue.md").read_text("utf-8")
    shown = re.search(r'^id = "([\w-]+)"', text, re.M)
    assert shown is not None
    assert shown[1] in load_catalogue().by_id


def test_the_hook_in_documents_is_the_one_that_init_writes() -> None:
    for page in (README, (PROJECT / "docs" / "commit.md").read_text("utf-8")):
        block = re.search(r"^```yaml\n# \.pre-commit-config\.yaml\n(.*?)^```", page, re.M | re.S)
        assert block
        assert yaml.safe_load(block[1]) == {"repos": yaml.safe_load(HOOK)}


@pytest.mark.parametrize(
    ("name", "text"), [(".github/workflows/stackfit.yml", WORKFLOW), (".gitlab-ci.yml", GITLAB_JOB)]
)
def test_init_writes_what_the_page_on_ci_shows(name: str, text: str) -> None:
    page = (PROJECT / "docs" / "ci.md").read_text("utf-8")
    assert f"```yaml\n# {name}\n{text}```\n" in page


def test_hooks_start_commands_that_exist() -> None:
    hooks = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {hook["id"] for hook in hooks} == {"stackfit-check", "stackfit-scan"}
    for hook in hooks:
        program, command, *options = hook["entry"].split()
        assert program == "stackfit"
        assert command in COMMANDS
        assert options == ["--quiet"]
