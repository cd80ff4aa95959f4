"""The configuration: a table at the end of pyproject.toml where there is one, else a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomli

from stackfit.cli.setup.plan import Step, append, read_text
from stackfit.cli.setup.texts import FILE, TABLE

_OWN, _MANIFEST = "stackfit.toml", "pyproject.toml"


def plan_configuration(root: Path) -> Step:
    """Decide where the settings go; a configuration that is there stays as it is."""
    if (root / _OWN).exists() or (root / _OWN).is_symlink():
        return Step(path=_OWN, what="is there already")
    before = read_text(root, _MANIFEST)
    values = _parse(before) if before else None
    if before and values is not None:
        tool = values.get("tool", {})
        if isinstance(tool, dict) and "stackfit" in tool:
            return Step(path=_MANIFEST, what="has [tool.stackfit] already")
        after = append(before, f"\n{TABLE}")
        if _adds_only_settings(values, _parse(after)):
            return Step(path=_MANIFEST, what="gets a table [tool.stackfit]", before=before, after=after)
    return Step(path=_OWN, what="is new", after=FILE)


def _adds_only_settings(before: dict[str, Any], after: dict[str, Any] | None) -> bool:
    """Whether a change leaves all that was there as it was."""
    tool = after.get("tool") if after else None
    if after is None or not isinstance(tool, dict) or "stackfit" not in tool:
        return False
    rest = {name: value for name, value in tool.items() if name != "stackfit"}
    others = {name: value for name, value in after.items() if name != "tool"}
    return ({**others, "tool": rest} if rest or "tool" in before else others) == before


def _parse(text: str) -> dict[str, Any] | None:
    try:
        return tomli.loads(text)
    except (ValueError, RecursionError):
        return None
