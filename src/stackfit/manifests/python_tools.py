"""The `[tool.*]` tables of pyproject.toml of Poetry, PDM, uv, Rye, Hatch, Flit, Pixi, task runners."""

from __future__ import annotations

from stackfit.manifests import pixi
from stackfit.manifests.draft import Draft
from stackfit.manifests.groups import extra_kind, group_kind
from stackfit.model.kinds import DependencyKind
from stackfit.syntax import Document

_TASKS = (("pdm", "scripts"), ("poe", "tasks"), ("taskipy", "tasks"), ("rye", "scripts"))


def read_poetry(draft: Draft, document: Document) -> None:
    """Add the main, legacy development and group dependencies, extras and scripts of Poetry."""
    base = ("tool", "poetry")
    extras = {
        item: extra for extra in document.table(*base, "extras") for item, _ in document.strings(*base, "extras", extra)
    }
    _poetry_table(draft, document, (*base, "dependencies"), DependencyKind.RUNTIME, "", extras)
    _poetry_table(draft, document, (*base, "dev-dependencies"), DependencyKind.DEV, "dev", {})
    for group in document.table(*base, "group"):
        optional = document.get(*base, "group", group, "optional") is True
        otherwise = DependencyKind.OPTIONAL if optional else DependencyKind.DEV
        kind = group_kind(group, otherwise=otherwise)
        path = (*base, "group", group, "dependencies")
        _poetry_table(draft, document, path, kind, "" if kind is DependencyKind.RUNTIME else group, {})
    for name, target in document.table(*base, "scripts").items():
        target = target.get("reference") or target.get("callable") if isinstance(target, dict) else target
        if isinstance(target, str):
            draft.entry_points.append(draft.script(name, target, document.line(*base, "scripts", name)))
    for plugin_group in document.table(*base, "plugins"):
        draft.flags.add(f"entry-point-group:{plugin_group}")
        if plugin_group == "pytest11":
            draft.flags.add("pytest-plugin")


def _poetry_table(
    draft: Draft, document: Document, path: tuple[str, ...], kind: DependencyKind, group: str, extras: dict[str, str]
) -> None:
    for name, wanted in document.table(*path).items():
        line = document.line(*path, name)
        choice = wanted[0] if isinstance(wanted, list) and wanted else wanted
        options = choice if isinstance(choice, dict) else {"version": choice}
        version = options.get("version")
        if name.lower() == "python":
            draft.pin("python", version, line, "poetry")
            continue
        source = options.get("git") or options.get("url") or options.get("path") or options.get("file")
        features, marker = options.get("extras"), options.get("markers")
        optional = options.get("optional") is True or name in extras
        draft.depend(
            name,
            line,
            (extra_kind(extras[name]) if name in extras else DependencyKind.OPTIONAL) if optional else kind,
            specifier=f"@ {source}" if isinstance(source, str) else version if isinstance(version, str) else "",
            group=extras.get(name, group),
            extras=[item for item in features if isinstance(item, str)] if isinstance(features, list) else (),
            marker=marker if isinstance(marker, str) else "",
        )


def read_development_tables(draft: Draft, document: Document) -> None:
    """Add development dependencies of PDM, uv and Rye, and the environments of Hatch."""
    for tool in ("uv", "rye"):
        for text, line in document.strings("tool", tool, "dev-dependencies"):
            draft.require(text, line, DependencyKind.DEV, group="dev")
    for group in document.table("tool", "pdm", "dev-dependencies"):
        for text, line in document.strings("tool", "pdm", "dev-dependencies", group):
            if not text.startswith("-e"):
                draft.require(text, line, DependencyKind.DEV, group=group)
    for env in document.table("tool", "hatch", "envs"):
        for key in ("dependencies", "extra-dependencies"):
            for text, line in document.strings("tool", "hatch", "envs", env, key):
                draft.require(text, line, DependencyKind.DEV, group=env)


def read_flit(draft: Draft, document: Document) -> None:
    """Add Flit's own metadata, from before PEP 621."""
    base = ("tool", "flit", "metadata")
    for text, line in document.strings(*base, "requires"):
        draft.require(text, line, DependencyKind.RUNTIME)
    for extra in document.table(*base, "requires-extra"):
        for text, line in document.strings(*base, "requires-extra", extra):
            draft.require(text, line, extra_kind(extra), group=extra)
    draft.pin("python", document.get(*base, "requires-python"), document.line(*base, "requires-python"), "flit")
    for name, target in document.table("tool", "flit", "scripts").items():
        if isinstance(target, str):
            draft.entry_points.append(draft.script(name, target, document.line("tool", "flit", "scripts", name)))


def read_workspace(draft: Draft, document: Document) -> None:
    """Add workspace members of uv and Rye."""
    for tool in ("uv", "rye"):
        draft.workspaces.extend(text for text, _ in document.strings("tool", tool, "workspace", "members"))


def read_tasks(draft: Draft, document: Document) -> None:
    """Add named commands of task runners."""
    tables: list[tuple[str, ...]] = [("tool", *path) for path in _TASKS]
    tables += [("tool", "hatch", "envs", env, "scripts") for env in document.table("tool", "hatch", "envs")]
    for path in tables:
        for name, task in document.table(*path).items():
            command = (task.get("cmd") or task.get("shell")) if isinstance(task, dict) else task
            if isinstance(command, str):
                draft.scripts.append(draft.script(name, command, document.line(*path, name)))


def read_pixi(draft: Draft, document: Document) -> None:
    """Add the packages and tasks of Pixi."""
    pixi.read_tables(draft, document, "tool", "pixi")


READERS = (read_poetry, read_development_tables, read_flit, read_workspace, read_tasks, read_pixi)
