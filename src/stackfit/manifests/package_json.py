"""package.json of every kind.

Flags: "private", "main" and "main:<path>", "module", "exports", "browser-field", "types", "type-module",
"type-commonjs", "browserslist", "meteor", "node-red", "native-extension", "workspace-root",
"package-manager:<name@version>", "engine:<name>" for engines other than runtimes (vscode, electron, npm).
"""

from __future__ import annotations

from stackfit.manifests.catalogs import Catalogs
from stackfit.manifests.draft import Draft
from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import Document, decode, read_json
from stackfit.syntax.paths import Load

_TABLES = (
    ("dependencies", DependencyKind.RUNTIME),
    ("devDependencies", DependencyKind.DEV),
    ("peerDependencies", DependencyKind.PEER),
    ("optionalDependencies", DependencyKind.OPTIONAL),
)
_RUNTIMES = {"node": "node", "bun": "bun", "deno": "deno"}
_PRESENT = {
    "main": "main",
    "module": "module",
    "exports": "exports",
    "browser": "browser-field",
    "types": "types",
    "typings": "types",
    "browserslist": "browserslist",
    "meteor": "meteor",
    "node-red": "node-red",
    "gypfile": "native-extension",
    "napi": "native-extension",
}
_DECLARING = ("name", "scripts", "bin", "main", "module", "exports", "workspaces", "meteor", "browser")


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read package.json; one that only sets the module type declares no component."""
    document = read_json(decode(data))
    draft = Draft(path, "package-json", Ecosystem.NPM)
    draft.problems(document)
    if document.value is not None and not isinstance(document.value, dict):
        draft.error("package.json does not hold an object")
    catalogs = Catalogs(path, load)
    for key, kind in _TABLES:
        _add_dependencies(draft, document, key, kind, catalogs)
    for name, command in document.table("scripts").items():
        if isinstance(command, str):
            draft.scripts.append(draft.script(name, command, document.line("scripts", name)))
    _add_commands(draft, document)
    _add_engines(draft, document)
    _add_flags(draft, document)
    _add_workspaces(draft, document)
    return draft.finish(
        declares_component=any(document.get(key) for key in (*_DECLARING, *(key for key, _ in _TABLES))),
        name=document.text("name"),
        version=document.text("version"),
        description=document.text("description"),
        keywords=[word for word, _ in document.strings("keywords")] or document.text("keywords").split(),
    )


def _add_dependencies(draft: Draft, document: Document, key: str, kind: DependencyKind, catalogs: Catalogs) -> None:
    # npm lets an optional dependency override a plain one of the same name.
    optional = document.table("optionalDependencies") if kind is DependencyKind.RUNTIME else {}
    for name, version in document.table(key).items():
        if isinstance(version, str) and name not in optional and name.strip():
            draft.depend(name, document.line(key, name), kind, specifier=catalogs.version(name, version))


def _add_commands(draft: Draft, document: Document) -> None:
    target = document.get("bin")
    if isinstance(target, str):
        name = document.text("name").rpartition("/")[2]
        draft.entry_points.append(draft.script(name, target, document.line("bin")))
    for name, file in document.table("bin").items():
        if isinstance(file, str):
            draft.entry_points.append(draft.script(name, file, document.line("bin", name)))


def _add_engines(draft: Draft, document: Document) -> None:
    for table in ("engines", "volta"):
        for name, version in document.table(table).items():
            if name in _RUNTIMES:
                draft.pin(_RUNTIMES[name], version, document.line(table, name), table)
            elif table == "engines":
                draft.flags.add(f"engine:{name}")
    runtime = document.get("devEngines", "runtime")
    if isinstance(runtime, dict) and runtime.get("name") in _RUNTIMES:
        draft.pin(str(runtime["name"]), runtime.get("version"), document.line("devEngines", "runtime"), "devEngines")


def _add_flags(draft: Draft, document: Document) -> None:
    draft.flags.update(flag for key, flag in _PRESENT.items() if document.get(key))
    if document.get("private") is True:
        draft.flags.add("private")
    if main := document.text("main"):
        draft.flags.add(f"main:{main}")
    if document.text("type") in ("module", "commonjs"):
        draft.flags.add(f"type-{document.text('type')}")
    if manager := document.text("packageManager"):
        draft.flags.add(f"package-manager:{manager.partition('+')[0]}")


def _add_workspaces(draft: Draft, document: Document) -> None:
    for path in (("workspaces",), ("workspaces", "packages"), ("bolt", "workspaces")):
        draft.workspaces.extend(text for text, _ in document.strings(*path))
    if draft.workspaces:
        draft.flags.add("workspace-root")
