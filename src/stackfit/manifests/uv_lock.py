"""uv.lock: the members of the workspace say what they ask for, so direct and development packages can be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stackfit.manifests.draft import Draft
from stackfit.manifests.lock_blocks import Block, names_of, read_blocks
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import decode
from stackfit.syntax.paths import Load


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read the resolved packages, the project's own members and folders left out."""
    draft = Draft(path, "uv-lock", Ecosystem.PYPI)
    blocks = read_blocks(draft, decode(data))
    members = [block for block in blocks if _is_member(block)]
    needed = {name for block in members for name in _needs(block)}
    develop = {name for block in members for name in _grouped(block, "dev-dependencies")}
    at_run_time = _reach(needed, {block.name: _needs(block) for block in blocks if not _is_member(block)})
    for block in blocks:
        if not _is_member(block) and "directory" not in _source(block):
            direct = block.name in needed or block.name in develop if members else None
            dev = block.name not in at_run_time if members else None
            draft.lock(block.name, block.version, block.line, direct=direct, dev=dev)
    return draft.finish(declares_component=False)


def _source(block: Block) -> dict[str, object]:
    source = block.table.get("source")
    return source if isinstance(source, dict) else {}


def _is_member(block: Block) -> bool:
    return not _source(block).keys().isdisjoint(("editable", "virtual"))


def _needs(block: Block) -> list[str]:
    return names_of(block.table.get("dependencies")) + _grouped(block, "optional-dependencies")


def _grouped(block: Block, key: str) -> list[str]:
    groups = block.table.get(key)
    return [name for items in groups.values() for name in names_of(items)] if isinstance(groups, dict) else []


def _reach(start: Iterable[str], needs: Mapping[str, list[str]]) -> set[str]:
    """Everything that is needed, directly or through others."""
    found = set(start)
    waiting = list(found)
    while waiting:
        new = [name for name in needs.get(waiting.pop(), ()) if name not in found]
        found.update(new)
        waiting += new
    return found
