"""By which names code may call what the data has one name for, and how a text looks that does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from stackfit.catalogue.callables_model import CLASS, BlockingCallable, Mention

_IDENTIFIER = re.compile(r"[\w$]+")
_PATH = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_CALL = re.compile(r"\(\)")
_MEMBER = re.compile(r"(?!__)[\w$]+")
_ENDS = ("", ".", "(", "[")
_MAX_SPELLINGS = 64


class Owners:
    """Whose members block: modules, classes and objects, by every name that code may have for them."""

    def __init__(self, blocking: Iterable[BlockingCallable], same: dict[str, tuple[tuple[str, str], ...]]) -> None:
        self._blocking = tuple(blocking)
        self._spellings = _Spellings(same)
        self._members: dict[tuple[str, str], set[str]] = {}
        for item in self._blocking:
            owner, dot, last = item.name.rpartition(".")
            known = dot and _MEMBER.fullmatch(last) and len(owner) >= len(item.module)
            self._members.setdefault((item.module, owner if known else item.name), set()).update(
                (last,) if known else ()
            )

    def mentions(self) -> dict[str, tuple[Mention, ...]]:
        """Give, for files that import a module, how the text of one where a name of it is called looks."""
        found: dict[str, dict[Mention, None]] = {}
        for (module, owner), names in self._members.items():
            makers: dict[tuple[str, str], set[frozenset[str]]] = {}
            for head, spelling in self._spelled(module, owner):
                path = spelling if _PATH.fullmatch(spelling) and names else ""
                makers.setdefault((head, path), set()).add(frozenset() if path else _own_words(spelling))
            for (head, path), words in makers.items():
                taken = bool(path) or owner.endswith("()")
                found.setdefault(head, {})[Mention(frozenset(words), frozenset(names), path, taken)] = None
        return {module: tuple(mentions) for module, mentions in found.items()}

    def objects(self) -> dict[str, tuple[str, frozenset[str]]]:
        """Give the module and the blocking members of each kind of object, those of what it holds among them."""
        found: dict[str, tuple[str, set[str]]] = {}
        for (module, owner), names in self._members.items():
            for head, spelling in self._spelled(module, owner) if names else ():
                for end in _CALL.finditer(spelling):
                    found.setdefault(spelling[: end.end()], (head, set()))[1].update(names)
        return {name: (head, frozenset(names)) for name, (head, names) in found.items()}

    def makers(self) -> frozenset[tuple[str, frozenset[str]]]:
        """Collect the words of the objects and classes that have methods which block, each with its module."""
        found = {(module, _words(name[len(module) :])) for name, (module, _) in self.objects().items()}
        for item in self._blocking:
            for match in CLASS.finditer(item.name, len(item.module)):
                found.add((item.module, _words(item.name[len(item.module) : match.end()])))
        return frozenset(found)

    def _spelled(self, module: str, owner: str) -> Iterator[tuple[str, str]]:
        for spelling in self._spellings.of(owner):
            yield module if spelling == owner else first_word(spelling), spelling


class _Spellings:
    """The names by which code may spell what the data has one name for."""

    def __init__(self, same: dict[str, tuple[tuple[str, str], ...]]) -> None:
        self._rules: dict[str, list[tuple[str, str]]] = {}
        for rules in same.values():
            for old, new in rules:
                if not old.startswith(new):  # what such a rule shortens holds all words of the short name
                    self._rules.setdefault(first_word(new), []).append((old, new))

    def of(self, name: str) -> list[str]:
        """List the spellings of a name, itself first."""
        found = [name]
        for known in found:  # grows while rules lead to further names
            for old, new in self._rules.get(first_word(known), ()):
                if known.startswith(new) and known[len(new) : len(new) + 1] in _ENDS:
                    spelling = old + known[len(new) :]
                    if spelling not in found and len(found) < _MAX_SPELLINGS:
                        found.append(spelling)
        return found


def _own_words(name: str) -> frozenset[str]:
    """Give the identifiers of a name without the modules before them: a file of the project may stand between."""
    path = _PATH.match(name)
    start = path[0].rpartition(".")[0] if path is not None else ""
    return _words(name[len(start) :])


def _words(name: str) -> frozenset[str]:
    """Give the identifiers of a part of a name."""
    return frozenset(_IDENTIFIER.findall(name)) - {"default"}


def first_word(name: str) -> str:
    """Give the first segment of a qualified name."""
    return name.partition(".")[0].partition("(")[0]
