"""The hook: a further repository in .pre-commit-config.yaml, put in as text so that comments and layout stay."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import yaml

from stackfit.cli.setup.plan import Step, append, read_text
from stackfit.cli.setup.texts import HOOK, HOOKS_FILE, PLAIN_HOOK
from stackfit.syntax.yaml_text import read_yaml

# Other programs that run hooks; their files are scripts or of many shapes, so they are not changed.
_OTHERS = (".husky/pre-commit", "lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".lefthook.yaml")


class _Listed(NamedTuple):
    """Where the list of repositories is: the column of its dashes, and the line after its last value."""

    column: int
    end: int


def plan_hook(root: Path) -> Step:
    """Add the hook to what is there; where that cannot be done safely, say what to add."""
    before = read_text(root, HOOKS_FILE)
    if before is None:
        return Step(path=HOOKS_FILE, what="cannot be changed (not UTF-8, or a link out of here); add:", by_hand=HOOK)
    other = next((name for name in _OTHERS if (root / name).is_file()), "")
    if not before and other:
        if "stackfit" in (read_text(root, other) or ""):
            return Step(path=other, what="runs stackfit already")
        return Step(path=other, what="runs the hooks here; let it run this, too:", by_hand=PLAIN_HOOK)
    if not before.strip():
        return Step(path=HOOKS_FILE, what="is new", before=before, after=f"{before}repos:\n{_indent(HOOK, 2)}")
    return _merge(before)


def _merge(before: str) -> Step:
    document = read_yaml(before)
    if document.problems:
        what = f"cannot be read (line {document.problems[0].line}); mend it, then add to its repos:"
        return Step(path=HOOKS_FILE, what=what, by_hand=HOOK)
    repos = document.array("repos")
    if any(_is_ours(item) for item in repos):
        return Step(path=HOOKS_FILE, what="has the hook already")
    place = _find_list(before)
    after = _insert(before, place) if place is not None else before
    if _added(before, after):
        return Step(path=HOOKS_FILE, what="gets one more repository", before=before, after=after)
    return Step(path=HOOKS_FILE, what="has a layout that is left alone; add to its repos:", by_hand=HOOK)


def _is_ours(repo: object) -> bool:
    hooks = repo.get("hooks") if isinstance(repo, dict) else None
    named = [item.get("id") for item in hooks if isinstance(item, dict)] if isinstance(hooks, list) else []
    return any(isinstance(name, str) and name.startswith("stackfit") for name in named)


def _find_list(text: str) -> _Listed | None:
    """Find the list below the key `repos` of the outermost mapping, if it is written in block style."""
    depth, key, column, last = 0, True, None, 0
    inside = wanted = False
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        last = max(last, _last_line(event))
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            if inside and depth == 1:
                return _Listed(column, last + 1) if column is not None else None
        elif isinstance(event, yaml.NodeEvent):
            if depth == 1:
                if not key and wanted:
                    if not isinstance(event, yaml.SequenceStartEvent) or event.flow_style:
                        return None
                    inside, column = True, event.start_mark.column if event.start_mark else None
                wanted = key and isinstance(event, yaml.ScalarEvent) and event.value == "repos"
                key = not key
            depth += isinstance(event, yaml.CollectionStartEvent)
    return None


def _last_line(event: yaml.Event) -> int:
    """The line that the text of an event ends on; a block of text ends before the next line, a list has no text."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None or start.index == end.index or isinstance(event, yaml.CollectionStartEvent):
        return 0
    return end.line - (end.column == 0 and end.line > start.line)


def _insert(text: str, place: _Listed) -> str:
    """Put the hook behind the last repository, indented like it."""
    lines = text.splitlines(keepends=True)
    head, tail = "".join(lines[: place.end]), "".join(lines[place.end :])
    return append(head, _indent(HOOK, place.column)) + tail


def _added(before: str, after: str) -> bool:
    """Whether one repository more is all that has changed."""
    old, new = read_yaml(before), read_yaml(after)
    if new.problems or not isinstance(old.value, dict) or not isinstance(new.value, dict):
        return False
    ours = read_yaml(HOOK).value
    repos = [*old.array("repos"), *(ours if isinstance(ours, list) else [])]
    return new.value == {**old.value, "repos": repos}


def _indent(text: str, column: int) -> str:
    return "".join(f"{' ' * column}{line}" for line in text.splitlines(keepends=True))
