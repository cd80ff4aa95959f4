"""setup.cfg, the declarative part. Flags: "classifier:<text>", "entry-point-group:<name>", "pytest-plugin"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stackfit.manifests.draft import Draft
from stackfit.manifests.groups import extra_kind
from stackfit.manifests.ini_text import Lines, read_ini
from stackfit.manifests.requirements import include_file
from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import decode
from stackfit.syntax.paths import Load, folder_of, join

_NONE = Lines((), 1)
_COMMENT = re.compile(r"\s[#;].*")


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read setup.cfg; one that only configures tools declares no component."""
    draft = Draft(path, "setup-cfg", Ecosystem.PYPI)
    sections = read_ini(decode(data))
    metadata, options = sections.get("metadata", {}), sections.get("options", {})
    for key, kind in (
        ("install_requires", DependencyKind.RUNTIME),
        ("setup_requires", DependencyKind.BUILD),
        ("tests_require", DependencyKind.DEV),
    ):
        _add_lines(draft, options.get(key, _NONE), kind, "", load)
    # The second name of each is that of pbr, which takes plain dependencies from requirements.txt.
    for extra, lines in _either(sections, "options.extras_require", "extras"):
        _add_lines(draft, lines, extra_kind(extra), extra, load)
    pin = options.get("python_requires") or metadata.get("python_requires") or metadata.get("requires_python", _NONE)
    draft.pin("python", pin.text, pin.line, "python_requires")
    for group, lines in _either(sections, "options.entry_points", "entry_points"):
        add_entry_lines(draft, group, lines.items)
    _add_lines(draft, metadata.get("requires_dist", _NONE), DependencyKind.RUNTIME, "", load)
    draft.flags.update(f"classifier:{text}" for text, _ in metadata.get("classifiers", _NONE).items)
    return draft.finish(
        declares_component=bool(metadata.get("name") or options.get("install_requires") or options.get("packages")),
        name=metadata.get("name", _NONE).text,
        version=metadata.get("version", _NONE).text,
        description=metadata.get("description", metadata.get("summary", _NONE)).text,
        keywords=[word.strip() for word in re.split(r"[,\s]+", metadata.get("keywords", _NONE).text) if word.strip()],
    )


def _either(sections: dict[str, dict[str, Lines]], *names: str) -> Iterator[tuple[str, Lines]]:
    for name in names:
        yield from sections.get(name, {}).items()


def add_entry_lines(draft: Draft, group: str, items: tuple[tuple[str, int], ...]) -> None:
    """Add `name = module:function` lines of one entry point group."""
    draft.flags.add(f"entry-point-group:{group}")
    if group == "pytest11":
        draft.flags.add("pytest-plugin")
    for text, line in items:
        name, separator, target = text.partition("=")
        if separator and group in ("console_scripts", "gui_scripts"):
            draft.entry_points.append(draft.script(name.strip(), target, line))


def _add_lines(draft: Draft, lines: Lines, kind: DependencyKind, group: str, load: Load) -> None:
    if lines.text.startswith("file:"):
        for name in lines.text[len("file:") :].split(","):
            found = join(folder_of(draft.path), name)
            data = load(found) if found else None
            if found and data is not None:
                include_file(draft, found, data, load)
            else:
                draft.error(f"dependency file not found: {name.strip()}", lines.line)
        return
    for text, line in lines.items:
        text = _COMMENT.sub("", text)
        # A one-line value may hold several requirements, separated by semicolons; a marker has a semicolon as well.
        parts = text.split(";") if line == lines.line and " " not in text.partition(";")[2].strip() else [text]
        for part in parts:
            if part.strip():
                draft.require(part, line, kind, group=group)
