"""pixi.toml, and the same tables below [tool.pixi] of pyproject.toml. Flag: "tool:pixi"."""

from __future__ import annotations

from stackfit.manifests.conda import TO_PYPI, is_python_package
from stackfit.manifests.draft import Draft
from stackfit.manifests.groups import group_kind
from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import Document, decode, read_toml
from stackfit.syntax.paths import Load

_TABLES = {
    "dependencies": DependencyKind.RUNTIME,
    "pypi-dependencies": DependencyKind.RUNTIME,
    "host-dependencies": DependencyKind.BUILD,
    "build-dependencies": DependencyKind.BUILD,
}


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read pixi.toml."""
    document = read_toml(decode(data))
    draft = Draft(path, "pixi", Ecosystem.PYPI)
    draft.problems(document)
    draft.flags.add("tool:pixi")
    read_tables(draft, document)
    main = "workspace" if document.table("workspace") else "project"
    return draft.finish(
        declares_component=bool(document.table(main)),
        name=document.text(main, "name"),
        version=document.text(main, "version"),
        description=document.text(main, "description"),
    )


def read_tables(draft: Draft, document: Document, *base: str) -> None:
    """Add packages and tasks of the default environment and, as groups, those of the features."""
    _read_group(draft, document, base, "")
    for feature in document.table(*base, "feature"):
        _read_group(draft, document, (*base, "feature", feature), feature)


def _read_group(draft: Draft, document: Document, base: tuple[str, ...], group: str) -> None:
    for table, usual in _TABLES.items():
        kind = group_kind(group, otherwise=DependencyKind.OPTIONAL) if group else usual
        for name, wanted in document.table(*base, table).items():
            _add(draft, name, wanted, document.line(*base, table, name), kind, group)
    for name, task in document.table(*base, "tasks").items():
        command = task.get("cmd") if isinstance(task, dict) else task
        if isinstance(command, str):
            draft.scripts.append(draft.script(name, command, document.line(*base, "tasks", name)))


def _add(draft: Draft, name: str, wanted: object, line: int, kind: DependencyKind, group: str) -> None:
    options = wanted if isinstance(wanted, dict) else {"version": wanted}
    if options.get("path") in (".", "./"):
        return
    version = options.get("version")
    specifier = version if isinstance(version, str) and version != "*" else ""
    source = options.get("git") or options.get("url") or options.get("path")
    if name in ("python", "nodejs"):
        if kind is DependencyKind.RUNTIME:
            draft.pin("node" if name == "nodejs" else name, specifier, line, "pixi")
    elif is_python_package(name):
        specifier = f"@ {source}" if isinstance(source, str) else specifier
        draft.depend(TO_PYPI.get(name, name), line, kind, specifier=specifier, group=group)
