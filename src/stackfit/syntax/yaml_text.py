"""YAML with line numbers, from parser events: no recursion, no tags, no growth through aliases; scalars stay text."""

from __future__ import annotations

from typing import Any, NamedTuple

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


class _Open(NamedTuple):
    """A container that is being read: its path, the key that waits for a value, its anchor, the values before it."""

    container: dict[str, object] | list[object]
    path: Path
    pending: list[str]
    anchor: str
    before: int


class _Builder:
    """Builds one document. `values` counts what it holds, with all that its aliases stand for."""

    def __init__(self) -> None:
        self.root: object = None
        self.lines: dict[Path, int] = {}
        self.anchors: dict[str, tuple[object, int]] = {}
        self.stack: list[_Open] = []
        self.aliases = 0
        self.values = 0

    def accept(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.ScalarEvent):
            value = None if event.implicit[0] and event.value in _NULLS else event.value
            self.put(value, line)
            self.remember(event.anchor, value, 1)
        elif isinstance(event, yaml.AliasEvent):
            self.repeat(str(event.anchor), line)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self.open({} if isinstance(event, yaml.MappingStartEvent) else [], line, event.anchor)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self.close()

    def remember(self, anchor: str | None, value: object, size: int) -> None:
        """Keep what an alias may ask for; a container only once it is complete, so that none holds itself."""
        if anchor:
            self.anchors[anchor] = (value, size)

    def repeat(self, anchor: str, line: int) -> None:
        """Put in what an anchor holds. Aliases of aliases multiply: whoever walks the value meets every copy."""
        self.aliases += 1
        value, size = self.anchors.get(anchor, (None, 1))
        self.values += size - 1
        if self.aliases > _MAX_ALIASES or self.values > _MAX_EVENTS:
            raise _StopError("too many aliases")
        self.put(value, line)

    def open(self, container: dict[str, object] | list[object], line: int, anchor: str | None) -> None:
        if len(self.stack) >= _MAX_DEPTH:
            raise _StopError("nested too deeply")
        if self.stack and isinstance(self.stack[-1].container, dict) and not self.stack[-1].pending:
            raise _StopError("a key that is not a plain word")
        before = self.values
        self.stack.append(_Open(container, self.put(container, line), [], anchor or "", before))

    def put(self, value: object, line: int) -> Path:
        self.values += 1
        if not self.stack:
            self.root = value
            return ()
        container, path, pending, _, _ = self.stack[-1]
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
        container, _, _, anchor, before = self.stack.pop()
        if isinstance(container, dict) and "<<" in container:
            merged = container.pop("<<")
            for source in merged if isinstance(merged, list) else [merged]:
                if isinstance(source, dict):
                    container.update({key: value for key, value in source.items() if key not in container})
        self.remember(anchor, container, self.values - before)


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
