"""pylock.toml (PEP 751), and pylock.<name>.toml beside it."""

from __future__ import annotations

from stackfit.manifests.draft import Draft
from stackfit.manifests.lock_blocks import read_blocks
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import decode
from stackfit.syntax.paths import Load


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read the resolved packages, local folders left out; the format tells neither direct nor development ones."""
    draft = Draft(path, "pylock", Ecosystem.PYPI)
    for block in read_blocks(draft, decode(data)):
        if "directory" not in block.table:
            draft.lock(block.name, block.version, block.line)
    return draft.finish(declares_component=False)
