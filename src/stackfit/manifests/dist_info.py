"""What an installer leaves beside a package: METADATA of a dist-info folder, PKG-INFO of an egg-info.

Vendored environments are skipped by discovery; what remains lies next to the project's own code.
"""

from __future__ import annotations

from stackfit.manifests.draft import Draft
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import decode
from stackfit.syntax.paths import Load


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read name and version of an installed package; what it needs in turn says nothing of the project."""
    from email.errors import MessageError  # takes long to load, and few repositories hold such a file
    from email.parser import HeaderParser

    draft = Draft(path, "dist-info", Ecosystem.PYPI)
    head = decode(data).partition("\n\n")[0]
    try:
        fields = HeaderParser().parsestr(head)
        name, version = str(fields["Name"] or "").strip(), str(fields["Version"] or "").strip()
    except (MessageError, ValueError):
        name = version = ""
    if name and version:
        line = next((n for n, text in enumerate(head.split("\n"), 1) if text.startswith("Name:")), 1)
        draft.lock(name, version, line)
    else:
        draft.error("no name and version: not the metadata of an installed package")
    return draft.finish(declares_component=False)
