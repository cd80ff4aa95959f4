"""pyproject.toml: PEP 621 metadata, extras, PEP 735 groups, build requirements.

Flags: "classifier:<text>", "build-backend:<name>", "native-extension", "pytest-plugin", "entry-point-group:<name>",
"private" (not to be uploaded), "tool:<name>" for each tool table.
"""

from __future__ import annotations

from stackfit.manifests import python_tools
from stackfit.manifests.draft import Draft
from stackfit.manifests.groups import extra_kind, group_kind
from stackfit.manifests.requirements import include_file
from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import Document, decode, read_toml
from stackfit.syntax.paths import Load, folder_of, join

NATIVE_BUILDERS = frozenset(
    {"cffi", "cython", "cython-build", "maturin", "meson-python", "mypyc", "nanobind", "pybind11", "scikit-build"}
    | {"scikit-build-core", "setuptools-rust", "milksnake", "sip"}
)


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read pyproject.toml; one that only configures tools declares no component."""
    document = read_toml(decode(data))
    draft = Draft(path, "pyproject", Ecosystem.PYPI)
    draft.problems(document)
    draft.flags.update(f"tool:{name}" for name in document.table("tool"))
    _read_build(draft, document)
    _read_project(draft, document)
    _read_groups(draft, document)
    _read_dynamic(draft, document, load)
    for reader in python_tools.READERS:
        reader(draft, document)
    main: tuple[str, ...] = (
        ("tool", "poetry") if document.table("tool", "poetry") and not document.table("project") else ("project",)
    )
    flit = ("tool", "flit", "metadata")
    if document.table(*flit) and not document.table("project"):
        main = flit
    for classifier, _ in document.strings(*main, "classifiers"):
        _add_classifier(draft, classifier)
    return draft.finish(
        # What cannot be read most likely held a project: its code must not be lost as well.
        declares_component=bool(document.table(*main) or document.problems),
        name=document.text(*main, "name") or document.text(*main, "module"),
        version=document.text(*main, "version"),
        description=document.text(*main, "description"),
        keywords=[keyword for keyword, _ in document.strings(*main, "keywords")],
    )


def _add_classifier(draft: Draft, classifier: str) -> None:
    draft.flags.add(f"classifier:{classifier}")
    if classifier.startswith("Private ::"):
        draft.flags.add("private")


def _read_build(draft: Draft, document: Document) -> None:
    for text, line in document.strings("build-system", "requires"):
        draft.require(text, line, DependencyKind.BUILD)
    backend = document.text("build-system", "build-backend")
    if backend:
        draft.flags.add(f"build-backend:{backend}")
    if any(item.kind is DependencyKind.BUILD and item.name in NATIVE_BUILDERS for item in draft.dependencies):
        draft.flags.add("native-extension")


def _read_project(draft: Draft, document: Document) -> None:
    for text, line in document.strings("project", "dependencies"):
        draft.require(text, line, DependencyKind.RUNTIME)
    for extra in document.table("project", "optional-dependencies"):
        for text, line in document.strings("project", "optional-dependencies", extra):
            draft.require(text, line, extra_kind(extra), group=extra)
    where = ("project", "requires-python")
    draft.pin("python", document.get(*where), document.line(*where), "requires-python")
    for table in ("scripts", "gui-scripts"):
        add_commands(draft, document, "project", table)
    for group in document.table("project", "entry-points"):
        add_entry_group(draft, document, group, "project", "entry-points", group)


def add_entry_group(draft: Draft, document: Document, group: str, *path: str) -> None:
    """Note an entry point group; console scripts become commands, other groups are plug-in flags."""
    draft.flags.add(f"entry-point-group:{group}")
    if group in ("console_scripts", "gui_scripts"):
        add_commands(draft, document, *path)
    if group == "pytest11":
        draft.flags.add("pytest-plugin")


def add_commands(draft: Draft, document: Document, *path: str) -> None:
    """Add the installed commands of one table."""
    for name, target in document.table(*path).items():
        if isinstance(target, dict):
            target = target.get("reference") or target.get("callable")
        if isinstance(target, str):
            draft.entry_points.append(draft.script(name, target, document.line(*path, name)))


def _read_groups(draft: Draft, document: Document) -> None:
    """PEP 735: what a group includes is listed again under the group itself, each group once."""
    groups = document.table("dependency-groups")
    for group in groups:
        kind = group_kind(group, otherwise=DependencyKind.DEV)
        seen: set[str] = set()
        waiting = [group]
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            for text, line in document.strings("dependency-groups", name):
                draft.require(text, line, kind, group=group)
            for item in document.array("dependency-groups", name):
                included = item.get("include-group") if isinstance(item, dict) else None
                if isinstance(included, str) and included in groups:
                    waiting.append(included)


def _read_dynamic(draft: Draft, document: Document, load: Load) -> None:
    """Dependencies that the build backend reads from requirements files."""
    base = ("tool", "setuptools", "dynamic")
    names = _file_names(document.get(*base, "dependencies", "file"))
    for extra in document.table(*base, "optional-dependencies"):
        names += _file_names(document.get(*base, "optional-dependencies", extra, "file"))
    names += _file_names(document.get("tool", "hatch", "metadata", "hooks", "requirements_txt", "files"))
    for name in names:
        found = join(folder_of(draft.path), name)
        data = load(found) if found else None
        if found and data is not None:
            include_file(draft, found, data, load)
        else:
            draft.error(f"dependency file not found: {name}", document.line(*base))


def _file_names(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
