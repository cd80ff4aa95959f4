"""Files that only name the members of a workspace: of pnpm, Lerna, Rush and Nx. Flag: "workspace-root".

turbo.json names none: its members are those of the package manager. Flag: "turbo".
"""

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


def read_rush(path: str, data: bytes, load: Load) -> Manifest:
    """Read the project folders of rush.json."""
    document = read_json(decode(data))
    folders = [document.text("projects", index, "projectFolder") for index in range(len(document.array("projects")))]
    return _finish("rush", path, document, folders)


def read_nx(path: str, data: bytes, load: Load) -> Manifest:
    """Read the project folders that nx.json sets, or that an older workspace.json lists."""
    document = read_json(decode(data))
    layout = document.table("workspaceLayout")
    folders = [f"{folder}/*" for folder in layout.values() if isinstance(folder, str)]
    for name, project in document.table("projects").items():
        folders.append(project if isinstance(project, str) else document.text("projects", name, "root"))
    return _finish("nx", path, document, folders)


def read_turbo(path: str, data: bytes, load: Load) -> Manifest:
    """Note that Turborepo runs the tasks here."""
    draft = Draft(path, "turbo", Ecosystem.NPM)
    draft.problems(read_json(decode(data)))
    draft.flags.add("turbo")
    return draft.finish(declares_component=False)


def _members(format_: str, path: str, document: Document) -> Manifest:
    return _finish(format_, path, document, [text for text, _ in document.strings("packages")])


def _finish(format_: str, path: str, document: Document, folders: list[str]) -> Manifest:
    draft = Draft(path, format_, Ecosystem.NPM)
    draft.problems(document)
    draft.workspaces.extend(folder for folder in folders if folder)
    draft.flags.add("workspace-root")
    return draft.finish(declares_component=False)
