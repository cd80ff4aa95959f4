"""deno.json and bunfig.toml. Flags: "deno" and "bunfig"; neither says by itself that production runs on them."""

from __future__ import annotations

import re

from stackfit.manifests.draft import Draft
from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import Document, decode, read_json
from stackfit.syntax.paths import Load, folder_of, join

# Packages of npm and JSR, and npm packages behind a content network; a JSR name keeps its prefix.
_PACKAGE = re.compile(
    r"(npm:/?|jsr:/?|https://(?:esm\.sh|cdn\.skypack\.dev|unpkg\.com|cdn\.jsdelivr\.net/npm)/)"
    r"((?:@[^/@]+/)?[^/@?#]+)(?:@([^/?#]+))?"
)
# Modules of deno.land keep their address, as code writes it.
_MODULE = re.compile(r"(https://deno\.land/(?:x/)?[\w.-]+)@([^/]+)/")


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read deno.json or deno.jsonc: npm packages of the import map, tasks, workspace members."""
    document = read_json(decode(data))
    draft = Draft(path, "deno-json", Ecosystem.NPM)
    draft.problems(document)
    draft.flags.add("deno")
    _add_imports(draft, document)
    _add_import_map(draft, document, load)
    for name, task in document.table("tasks").items():
        command = task.get("command") if isinstance(task, dict) else task
        if isinstance(command, str):
            draft.scripts.append(draft.script(name, command, document.line("tasks", name)))
    for where in (("workspace",), ("workspace", "members"), ("workspaces",)):
        draft.workspaces.extend(text for text, _ in document.strings(*where))
    return draft.finish(name=document.text("name"), version=document.text("version"))


def _add_imports(draft: Draft, document: Document, path: str = "") -> None:
    for key, target in document.table("imports").items():
        match = _PACKAGE.match(target) if isinstance(target, str) else None
        module = _MODULE.match(target) if isinstance(target, str) else None
        if module:
            draft.depend(
                module.group(1),
                document.line("imports", key),
                DependencyKind.RUNTIME,
                specifier=module.group(2),
                path=path,
            )
        elif match:
            name = f"jsr:{match.group(2)}" if match.group(1).startswith("jsr:") else match.group(2)
            line = document.line("imports", key)
            draft.depend(name, line, DependencyKind.RUNTIME, specifier=match.group(3) or "", path=path)


def _add_import_map(draft: Draft, document: Document, load: Load) -> None:
    """Read the import map that stands in a file of its own."""
    target = document.text("importMap")
    found = join(folder_of(draft.path), target) if target else None
    data = load(found) if found else None
    if found and data is not None:
        _add_imports(draft, read_json(decode(data)), found)
    elif target and "://" not in target:
        draft.error(f"import map not found: {target}", document.line("importMap"))


def read_bunfig(path: str, data: bytes, load: Load) -> Manifest:
    """Note that Bun is configured here."""
    draft = Draft(path, "bunfig", Ecosystem.NPM)
    draft.flags.add("bunfig")
    return draft.finish(declares_component=False)
