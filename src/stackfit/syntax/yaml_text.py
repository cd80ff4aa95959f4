"""YAML with line numbers, from parser events: no recursion, no tags, no growth through aliases; scalars stay text."""

from __future__ import annotations

from typing import Any

import yaml

from stackfit.syntax.document import Document, Path, Problem

# The C loader is some ten times faster; not every platform's wheel has it.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_MAX_DEPTH = 60
_MAX_EVENTS = 200_000
_MAX_ALIASES = 1_000


class _StopError(Exception):
    """Reading ends here."""


class _Builder:
    """Builds one document; the stack holds (container, path, pending key)."""

    def __init__(self) -> None:
        self.root: object = None
        self.lines: dict[Path, int] = {}
        self.anchors: dict[str, object] = {}
        self.stack: list[tuple[dict[str, object] | list[object], Path, list[str]]] = []
        self.aliases = 0

    def accept(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0] and event.value in _NULLS
            self.put(None if plain else event.value, line, event.anchor)
        elif isinstance(event, yaml.AliasEvent):
            self.aliases += 1
            if self.aliases > _MAX_ALIASES:
                raise _StopError("too many aliases")
            self.put(self.anchors.get(str(event.anchor)), line, None)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self.open({} if isinstance(event, yaml.MappingStartEvent) else [], line, event.anchor)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self.close()

    def open(self, container: dict[str, object] | list[object], line: int, anchor: str | None) -> None:
        if len(self.stack) >= _MAX_DEPTH:
            raise _StopError("nested too deeply")
        if self.stack and isinstance(self.stack[-1][0], dict) and not self.stack[-1][2]:
            raise _StopError("a key that is not a plain word")
        self.stack.append((container, self.put(container, line, anchor), []))

    def put(self, value: object, line: int, anchor: str | None) -> Path:
        if anchor:
            self.anchors[anchor] = value
        if not self.stack:
            self.root = value
            return ()
        container, path, pending = self.stack[-1]
        if isinstance(container, list):
            container.append(value)
            path = (*path, len(container) - 1)
            self.lines[path] = line
        elif not pending:
            pending.append(value if isinstance(value, str) else "")
            self.lines[(*path, pending[0])] = line
        else:
            path = (*path, pending[0])
            container[pending.pop()] = value
        return path

    def close(self) -> None:
        container = self.stack.pop()[0]
        if isinstance(container, dict) and "<<" in container:
            merged = container.pop("<<")
            for source in merged if isinstance(merged, list) else [merged]:
                if isinstance(source, dict) and source is not container:
                    container.update({key: value for key, value in source.items() if key not in container})


def read_yaml(text: str) -> Document:
    """Read the first document of a YAML file; every scalar is a string or None ("3.10" stays "3.10")."""
    builder = _Builder()
    problems: tuple[Problem, ...] = ()
    line = 1
    try:
        for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
            line = event.start_mark.line + 1 if event.start_mark else line
            if count > _MAX_EVENTS:
                raise _StopError("too many values")
            if isinstance(event, yaml.DocumentEndEvent):
                break
            builder.accept(event)
    except (yaml.YAMLError, _StopError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        problems = (Problem(mark.line + 1 if mark else line, f"not valid YAML: {reason}"),)
    return Document(value=builder.root, lines=builder.lines, problems=problems)
