"""pdm.lock: one block per package, with the dependency groups that need it."""

from __future__ import annotations

from stackfit.manifests.draft import Draft
from stackfit.manifests.groups import group_kind
from stackfit.manifests.lock_blocks import read_blocks
from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import decode
from stackfit.syntax.paths import Load


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read the resolved packages; a package with extras has a block of its own, which says nothing new."""
    draft = Draft(path, "pdm-lock", Ecosystem.PYPI)
    for block in read_blocks(draft, decode(data)):
        groups = block.table.get("groups")
        # Extras and development groups share one list of names.
        kinds = [
            group_kind(str(group), otherwise=DependencyKind.OPTIONAL) is DependencyKind.DEV
            for group in (groups if isinstance(groups, list) else [])
        ]
        if not block.table.get("extras"):
            draft.lock(block.name, block.version, block.line, dev=all(kinds) if kinds else None)
    return draft.finish(declares_component=False)
