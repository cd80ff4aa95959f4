"""Files whose name is nearly that of a manifest or deployment file: named, since their authors think they are read."""

from __future__ import annotations

from stackfit.manifests.draft import Draft
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax.names import intended_name
from stackfit.syntax.paths import Load


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Say which name the file was probably meant to have."""
    draft = Draft(path, "misnamed", Ecosystem.PYPI)
    draft.error(f"looks like a misnamed {intended_name(path.rpartition('/')[2])}; not read")
    return draft.finish(declares_component=False)
