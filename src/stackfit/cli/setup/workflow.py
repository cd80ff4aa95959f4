"""The workflow for pull requests: a new file, or a hint for what runs here instead."""

from __future__ import annotations

import re
from pathlib import Path

from stackfit.cli.setup.plan import Step, read_text
from stackfit.cli.setup.texts import GITLAB_JOB, WORKFLOW, WORKFLOW_FILE
from stackfit.discovery.git import ask

_GITLAB = ".gitlab-ci.yml"
_BRANCH = re.compile(r"[A-Za-z][\w./-]{0,100}", re.ASCII)  # what YAML takes for a word as it is
_SIGNS = ("stackfit/stackfit@", "stackfit scan", "stackfit diff")


def plan_workflow(root: Path) -> Step:
    """Add the workflow, unless one runs stackfit or another service does the work here."""
    folder = root / ".github" / "workflows"
    for file in sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")]):
        path = file.relative_to(root).as_posix()
        text = read_text(root, path) or ""
        if any(sign in text for sign in _SIGNS):
            return Step(path=path, what="runs stackfit already")
    if (root / _GITLAB).is_file() and not folder.is_dir():
        if "stackfit" in (read_text(root, _GITLAB) or ""):
            return Step(path=_GITLAB, what="runs stackfit already")
        return Step(path=_GITLAB, what="is not changed; add this job:", by_hand=GITLAB_JOB)
    text = WORKFLOW.replace("[main]", f"[{default_branch(root)}]")
    if read_text(root, WORKFLOW_FILE) != "":
        return Step(path=WORKFLOW_FILE, what="is there already and stays; compare it with:", by_hand=text)
    return Step(path=WORKFLOW_FILE, what="is new", after=text)


def default_branch(root: Path) -> str:
    """The branch that the server calls its own, as far as this clone knows."""
    answer = ask(root, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
    name = answer.output.decode("utf-8", "replace").strip().removeprefix("origin/")
    return name if _BRANCH.fullmatch(name) else "main"
