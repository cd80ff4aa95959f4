"""Finds the regular expressions of a file and where each is applied to what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from stackfit.model.facts import Call, FileFacts, Pattern
from stackfit.model.source import Location

REPEATED = re.compile(r"\)(?:[*+]|\{\d)")
"""A group that is repeated: without one nothing grows."""

_MODULES = ("re", "regex")
_APPLYING = frozenset({"match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
_TESTING = frozenset({"test", "exec"})
_TAKING = frozenset({"match", "matchAll", "replace", "replaceAll", "search", "split"})
_MOST_TEXT = 190  # literals longer than the facts keep may be cut
_MOST_CALL = 2_000
_MOST_USES = 200
_RAW = re.compile(r"\b[bBuU]?[rR][bB]?(?:\"|')")


class Expression(NamedTuple):
    """A regular expression as written, where it stands, and the calls that apply it with what they apply it to.

    `whole`: it has to match to the end of the text.
    """

    location: Location
    text: str
    flags: str
    function: int
    uses: tuple[tuple[Call, str], ...]
    whole: bool = False


def find_expressions(facts: FileFacts, lines: list[str]) -> Iterator[Expression]:
    """Yield the expressions of one file in which a group is repeated."""
    yield from _python(facts, lines) if facts.language.is_python else _script(facts, lines)


def _python(facts: FileFacts, lines: list[str]) -> Iterator[Expression]:
    names = {item.call: item.target for item in facts.bindings if item.call >= 0}
    applied: dict[str, list[Call]] = {}
    for call in facts.calls:
        owner, _, method = call.callee.rpartition(".")
        if method in _APPLYING:
            applied.setdefault(owner.rpartition(".")[2], []).append(call)
    for index, call in enumerate(facts.calls):
        module, _, method = call.resolved.rpartition(".")
        pattern = call.args[0] if module in _MODULES and call.args else None
        if pattern is None or pattern.kind != "string" or len(pattern.value) > _MOST_TEXT:
            continue
        if not REPEATED.search(pattern.value):
            continue
        line = "\n".join(lines[call.line - 1 : call.end_line])
        text = pattern.value if _RAW.search(line) else pattern.value.replace("\\\\", "\\")
        flags = "".join(name[0].lower() for name in re.findall(r"re\.(IGNORECASE|I|VERBOSE|X|DOTALL|S)\b", line))
        flags = flags.replace("v", "x").replace("d", "s")
        if method in _APPLYING:
            position = 2 if method in ("sub", "subn") else 1
            uses = [(call, _argument(call, position, lines))]
        else:
            name = names.get(index, "").rpartition(".")[2]
            later = applied.get(name, []) if name and method == "compile" else []
            uses = [(item, _argument(item, int(item.callee.endswith(("sub", "subn"))), lines)) for item in later]
        whole = any(item.callee.endswith("fullmatch") for item, _ in uses)
        yield Expression(_locate(facts, call), text, flags, call.function, tuple(uses), whole)


def _script(facts: FileFacts, lines: list[str]) -> Iterator[Expression]:
    patterns = [item for item in facts.patterns if REPEATED.search(item.text)]
    if not patterns:
        return
    uses = _ScriptUses(facts, lines)
    for pattern in patterns:
        yield Expression(
            Location(path=facts.path, line=pattern.line, column=pattern.column, end_line=pattern.end_line),
            pattern.text,
            pattern.flags,
            pattern.function,
            uses.of(pattern),
        )


class _ScriptUses:
    """The calls of `/x/.test(text)`, `text.match(/x/)`, and the same by the name that the literal is bound to."""

    def __init__(self, facts: FileFacts, lines: list[str]) -> None:
        self._found: dict[int, tuple[Call, str]] = {}
        self._by_place: dict[object, list[int]] = {}
        for index, call in enumerate(facts.calls):
            owner, _, method = call.callee.rpartition(".")
            if method not in _TESTING and method not in _TAKING:
                continue
            first = _argument(call, 0, lines)
            if method in _TESTING:
                self._found[index] = call, first
                places: tuple[object, ...] = ((call.line, call.column), owner.rpartition(".")[2])
            else:
                self._found[index] = call, owner
                places = (index, first)
            for place in places:
                self._by_place.setdefault(place, []).append(index)

    def of(self, pattern: Pattern) -> tuple[tuple[Call, str], ...]:
        """Give the uses of a literal in order, at most so many."""
        name = pattern.name.rpartition(".")[2]
        places = ((pattern.line, pattern.column), pattern.argument_of, *((name,) if name else ()))
        found = {index for place in places for index in self._by_place.get(place, ())[:_MOST_USES]}
        return tuple(self._found[index] for index in sorted(found))


def _argument(call: Call, position: int, lines: list[str]) -> str:
    """Give an argument of a call as written, as far as the lines show it."""
    first, *rest = lines[call.line - 1 : call.end_line] or [""]
    text = "\n".join([first[call.column - 1 :], *rest])[:_MOST_CALL]
    last = call.callee.rpartition(".")[2]
    start = re.search(rf"{re.escape(last)}\s*\(", text)
    depth, found, parts = 0, "", []
    for sign in text[start.end() :] if start else "":
        depth += (sign in "([{") - (sign in ")]}")
        if depth < 0:
            break
        if sign == "," and depth == 0:
            parts.append(found)
            found = ""
        else:
            found += sign
    parts.append(found)
    return parts[position].strip() if position < len(parts) else ""


def _locate(facts: FileFacts, call: Call) -> Location:
    return Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line)
