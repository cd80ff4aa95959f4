"""poetry.lock, of Poetry 1 (categories) and Poetry 2 (groups)."""

from __future__ import annotations

from typing import Any

from stackfit.manifests.draft import Draft
from stackfit.manifests.lock_blocks import read_blocks
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import decode
from stackfit.syntax.paths import Load


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read the resolved packages; the file does not say which of them the project asked for itself."""
    draft = Draft(path, "poetry-lock", Ecosystem.PYPI)
    for block in read_blocks(draft, decode(data)):
        draft.lock(block.name, block.version, block.line, dev=_is_dev(block.table))
    return draft.finish(declares_component=False)


def _is_dev(table: dict[str, Any]) -> bool | None:
    """Poetry 1.5 to 1.8 wrote neither categories nor groups."""
    groups = table.get("groups")
    if isinstance(groups, list):
        return "main" not in groups
    category = table.get("category")
    return category != "main" if isinstance(category, str) else None
