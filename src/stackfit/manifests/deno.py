"""deno.json and bunfig.toml. Flags: "deno" and "bunfig"; neither says by itself that production runs on them."""

from __future__ import annotations

import re

from stackfit.manifests.draft import Draft
from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import decode, read_json
from stackfit.syntax.paths import Load

_NPM = re.compile(r"npm:/?((?:@[^/@]+/)?[^/@]+)(?:@([^/]+))?")


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read deno.json or deno.jsonc: npm packages of the import map, tasks, workspace members."""
    document = read_json(decode(data))
    draft = Draft(path, "deno-json", Ecosystem.NPM)
    draft.problems(document)
    draft.flags.add("deno")
    for key, target in document.table("imports").items():
        match = _NPM.match(target) if isinstance(target, str) else None
        if match:
            line = document.line("imports", key)
            draft.depend(match.group(1), line, DependencyKind.RUNTIME, specifier=match.group(2) or "")
    for name, task in document.table("tasks").items():
        command = task.get("command") if isinstance(task, dict) else task
        if isinstance(command, str):
            draft.scripts.append(draft.script(name, command, document.line("tasks", name)))
    for where in (("workspace",), ("workspace", "members"), ("workspaces",)):
        draft.workspaces.extend(text for text, _ in document.strings(*where))
    return draft.finish(name=document.text("name"), version=document.text("version"))


def read_bunfig(path: str, data: bytes, load: Load) -> Manifest:
    """Note that Bun is configured here."""
    draft = Draft(path, "bunfig", Ecosystem.NPM)
    draft.flags.add("bunfig")
    return draft.finish(declares_component=False)
