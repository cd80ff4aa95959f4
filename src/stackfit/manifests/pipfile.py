"""Pipfile: packages, dev-packages, scripts and the Python version it requires. Sets no flags."""

from __future__ import annotations

from stackfit.manifests.draft import Draft
from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import Document, decode, read_toml
from stackfit.syntax.paths import Load

_CATEGORIES = {"packages": DependencyKind.RUNTIME, "dev-packages": DependencyKind.DEV}
_OTHER_TABLES = frozenset({"requires", "scripts", "pipenv", "source"})


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read a Pipfile; a custom category is an optional group."""
    document = read_toml(decode(data))
    draft = Draft(path, "pipfile", Ecosystem.PYPI)
    draft.problems(document)
    for category in document.table():
        if category not in _OTHER_TABLES:
            _add_category(draft, document, category)
    for key in ("python_version", "python_full_version"):
        draft.pin("python", document.get("requires", key), document.line("requires", key), "Pipfile")
    for name, command in document.table("scripts").items():
        line = document.line("scripts", name)
        if isinstance(command, dict):
            command = command.get("cmd")
        if isinstance(command, str):
            draft.scripts.append(draft.script(name, command, line))
    return draft.finish()


def _add_category(draft: Draft, document: Document, category: str) -> None:
    kind = _CATEGORIES.get(category, DependencyKind.OPTIONAL)
    group = "" if kind is DependencyKind.RUNTIME else category
    for name, wanted in document.table(category).items():
        options = wanted if isinstance(wanted, dict) else {"version": wanted}
        if options.get("path") in (".", "./"):
            continue
        extras, marker = options.get("extras"), options.get("markers")
        source = options.get("git") or options.get("file") or options.get("path")
        version = options.get("version")
        draft.depend(
            name,
            document.line(category, name),
            kind,
            specifier=f"@ {source}" if isinstance(source, str) else version if isinstance(version, str) else "",
            group=group,
            extras=[extra for extra in extras if isinstance(extra, str)] if isinstance(extras, list) else (),
            marker=marker if isinstance(marker, str) else "",
        )
