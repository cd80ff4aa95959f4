"""Answers of the call graph as they outlive a run, and those of one kind as a run takes or finds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct

from stackfit.callgraph.carriers import Carried
from stackfit.callgraph.trace import Question, Trace
from stackfit.model.blocking import BlockingCall, LoopPath
from stackfit.model.source import ReadError

Value = TypeVar("Value")


class FoundCalls(Struct, frozen=True):
    """What was found in one file: blocking calls, how many calls have a known meaning or none, searches cut short."""

    calls: tuple[BlockingCall, ...] = ()
    resolved: int = 0
    unresolved: int = 0
    cut: int = 0


class Spared(NamedTuple):
    """The files that nobody had to parse since answers that hang on them still hold; what was wrong with them."""

    parsed: frozenset[str] = frozenset()
    errors: tuple[ReadError, ...] = ()


class Kept(Struct, frozen=True, kw_only=True):
    """Answers of a run, each with the set of `questions` that it hangs on, and what tells whether these are as before.

    `told` has for each question the stamp of its file or a digest of its answer. `texts` are the questions to the text
    of a file with their answers, `importers` a digest of who imports it, `parsed` and `errors` what became of it.
    """

    questions: tuple[Question, ...] = ()
    told: tuple[str, ...] = ()
    texts: dict[str, tuple[tuple[tuple[str, ...], bool], ...]] = {}
    importers: dict[str, str] = {}
    parsed: frozenset[str] = frozenset()
    errors: tuple[ReadError, ...] = ()
    calls: dict[str, tuple[bytes, FoundCalls]] = {}
    carried: dict[str, tuple[bytes, Carried]] = {}
    reached: dict[str, tuple[bytes, LoopPath | None]] = {}


class Answers(Generic[Value]):
    """Answers of one kind by key: an earlier one where it still holds, else a new one."""

    def __init__(self, trace: Trace, kept: Mapping[str, tuple[bytes, Value]], holds: Callable[[int], bool]) -> None:
        self.spared = 0
        self.asked = 0
        self._trace = trace
        self._kept = kept
        self._holds = holds
        self._used: dict[str, tuple[int, Value]] = {}

    def get(self, key: str, find: Callable[[], Value]) -> Value:
        """Give an answer, found anew where it has to be."""
        if key not in self._used:
            known = self._recall(key)
            if known is not None:
                self.spared |= known[0]
            found = self._used[key] = known or self._find(find)
            self.asked |= found[0]
        return self._used[key][1]

    def missing(self, keys: Iterable[str]) -> list[str]:
        """List those keys whose answers have to be found anew."""
        return [key for key in keys if key not in self._used and self._recall(key) is None]

    def pack(self, needed: Sequence[bool]) -> dict[str, tuple[bytes, Value]]:
        """Give the answers of this run as they are kept, of all questions only those that are `needed`."""
        return {key: (_pack(asked, needed), value) for key, (asked, value) in self._used.items()}

    def _recall(self, key: str) -> tuple[int, Value] | None:
        known = self._kept.get(key)
        asked = int.from_bytes(known[0], "little") if known is not None else 0
        if known is None or not self._holds(asked):
            return None
        return asked, known[1]

    def _find(self, find: Callable[[], Value]) -> tuple[int, Value]:
        value, asked = self._trace.watch(find)
        return asked, value


def _pack(asked: int, needed: Sequence[bool]) -> bytes:
    """Pack a set of questions, numbered anew by those that are needed."""
    bits = "".join(compress(f"{asked:0{len(needed)}b}"[::-1], needed))
    return int(bits[::-1] or "0", 2).to_bytes((len(bits) + 7) // 8, "little")
