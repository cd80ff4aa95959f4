"""Requirements files as pip reads them. Flags: "constraints" (versions only), "editable-self" (`-e .`).

A constraint asks for nothing: one that pins a version counts as a locked package.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from stackfit.manifests.draft import Draft
from stackfit.manifests.groups import group_kind
from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import decode
from stackfit.syntax.paths import Load, folder_of, join

_COMMENT = re.compile(r"(?:^|\s)#.*")
_INCLUDE = re.compile(r"(?:-r[\s=]*|--requirement[\s=]+)(\S.*)")
_CONSTRAINT = re.compile(r"(?:-c[\s=]*|--constraint[\s=]+)(\S.*)")
_PINNED = re.compile(r"([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\]\s*)?={2,3}\s*([^\s;,#]+)")
_EDITABLE = re.compile(r"(?:-e|--editable)[\s=]+(\S.*)")
_PER_LINE_OPTION = re.compile(r"\s--(?:hash|install-option|global-option|config-settings?|no-binary|only-binary)\b.*")
_MAIN_NAMES = frozenset({"requirements.txt", "requirements.in", "requirements.pip"})
_MAX_INCLUDES = 100


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read one requirements file; what it includes keeps the location and kind of the file that declares it."""
    draft = Draft(path, "requirements", Ecosystem.PYPI)
    if "constraint" in posixpath.basename(path).lower():
        draft.flags.add("constraints")
        _add_constraints(draft, decode(data))
    else:
        include_file(draft, path, data, load)
    return draft.finish(declares_component=posixpath.basename(path).lower() in _MAIN_NAMES)


def read_lock(path: str, data: bytes, load: Load) -> Manifest:
    """Read a requirements file that a tool has locked (Rye); it lists transitive packages as well."""
    draft = Draft(path, "requirements-lock", Ecosystem.PYPI)
    dev = file_kind(path)[0] is DependencyKind.DEV
    _add_constraints(draft, decode(data), dev=True if dev else None)
    return draft.finish(declares_component=False)


def include_file(draft: Draft, path: str, data: bytes, load: Load) -> None:
    """Add the requirements of a file and of those it includes, each file once."""
    seen = {path}
    waiting = [(path, data)]
    while waiting:
        current, content = waiting.pop(0)
        kind, group = file_kind(current)
        for text, line in logical_lines(decode(content)):
            if constraint := _CONSTRAINT.match(text):
                _check_constraint(draft, constraint.group(1).strip("\"' "), line, current, load)
                continue
            target = _add_line(draft, text, line, kind, group, current)
            if not target:
                continue
            found = join(folder_of(current), target)
            included = load(found) if found and found not in seen and len(seen) < _MAX_INCLUDES else None
            if included is not None and found:
                seen.add(found)
                waiting.append((found, included))
            elif found not in seen:
                draft.error(f"included file not found: {target}", line, current)


def _check_constraint(draft: Draft, target: str, line: int, path: str, load: Load) -> None:
    """A file with "constraint" in its name is read by itself; others are read here, once."""
    found = join(folder_of(path), target)
    if "://" in target or (found and "constraint" in posixpath.basename(found).lower()):
        return
    data = load(found) if found else None
    if data is None or not found:
        draft.error(f"constraints file not found: {target}", line, path)
    elif not any(item.location.path == found for item in draft.locked):
        _add_constraints(draft, decode(data), found)


def _add_constraints(draft: Draft, text: str, path: str = "", *, dev: bool | None = None) -> None:
    for line, number in logical_lines(text):
        pinned = _PINNED.match(line)
        if pinned:
            draft.lock(pinned.group(1), pinned.group(2), number, path=path, dev=dev)


def file_kind(path: str) -> tuple[DependencyKind, str]:
    """Kind and group of a requirements file, from its name ("requirements-dev.txt": DEV, "dev")."""
    parts = path.lower().split("/")
    stem = posixpath.splitext(parts[-1])[0]
    words = [word for word in re.split(r"[-_. ]+", stem) if word and word not in ("requirements", "requirement")]
    inside = parts[parts.index("requirements") + 1 : -1] if "requirements" in parts[:-1] else []
    otherwise = DependencyKind.OPTIONAL if {"extras", "optional"} & {*inside, *words} else DependencyKind.RUNTIME
    group = "-".join(words)
    kind = group_kind(" ".join([*inside, *words]), otherwise=otherwise)
    return kind, "" if kind is DependencyKind.RUNTIME else group


def logical_lines(text: str) -> Iterator[tuple[str, int]]:
    """Lines without comments, continuations joined; each with the number of its first line."""
    held, start = "", 0
    for number, raw in enumerate(text.split("\n"), 1):
        line = _COMMENT.sub("", raw)
        start = start or number
        if line.endswith("\\"):
            held += line[:-1] + " "
            continue
        held = (held + line).strip()
        if held:
            yield held, start
        held, start = "", 0
    if held.strip():
        yield held.strip(), start


def _add_line(draft: Draft, text: str, line: int, kind: DependencyKind, group: str, path: str) -> str:
    """Add what one line declares; gives the path of an include."""
    if include := _INCLUDE.match(text):
        return include.group(1).strip("\"' ")
    editable = _EDITABLE.match(text)
    if editable:
        text = editable.group(1).strip("\"' ")
        if text.partition("[")[0] in (".", "./"):
            draft.flags.add("editable-self")
            return ""
    elif text.startswith("-"):
        return ""
    text = _PER_LINE_OPTION.sub("", text).strip()
    if text[0:1] in ('"', "'") and text[-1:] == text[0]:
        text = text[1:-1]
    if text:
        draft.require(text, line, kind, group=group, path=path)
    return ""
