"""Files that only name the members of a workspace: pnpm-workspace.yaml and lerna.json. Flag: "workspace-root"."""

from __future__ import annotations

from stackfit.manifests.draft import Draft
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import Document, decode, read_json, read_yaml
from stackfit.syntax.paths import Load


def read_pnpm(path: str, data: bytes, load: Load) -> Manifest:
    """Read the member globs of pnpm-workspace.yaml."""
    return _members("pnpm-workspace", path, read_yaml(decode(data)))


def read_lerna(path: str, data: bytes, load: Load) -> Manifest:
    """Read the member globs of lerna.json."""
    return _members("lerna", path, read_json(decode(data)))


def _members(format_: str, path: str, document: Document) -> Manifest:
    draft = Draft(path, format_, Ecosystem.NPM)
    draft.problems(document)
    draft.workspaces.extend(text for text, _ in document.strings("packages"))
    draft.flags.add("workspace-root")
    return draft.finish(declares_component=False)
