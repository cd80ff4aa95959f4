"""The code as the call graph asks for it: every question is noted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stackfit.callgraph.trace import Trace
from stackfit.model.code import CodeReader
from stackfit.model.facts import Call, Condition, FileFacts, FileIndex, Given, Guard, Import

FACTS = "facts"
TEXT = "text"
HOLDING = "holding"
DIRECT = "direct"
ABOVE = "above"
SERVED = "served"
CARRIED = "carried"


class Asking:
    """A `CodeReader` that notes in `trace` what it is asked.

    `texts` are the questions to each text with their answers, `had` tells which files facts were asked for and had of.
    """

    def __init__(self, code: CodeReader, trace: Trace) -> None:
        self.trace = trace
        self.texts: dict[str, dict[tuple[str, ...], bool]] = {}
        self._asked: dict[tuple[str, ...], tuple[str, ...]] = {}  # the same few questions are asked of many texts
        self.had: dict[str, bool] = {}
        self._code = code

    def index(self, path: str) -> FileIndex | None:
        """See `CodeReader`; not noted, since what is picked out by it is picked out anew each time."""
        return self._code.index(path)

    def holding(self, word: str) -> Sequence[str]:
        """See `CodeReader`."""
        self.trace.ask(HOLDING, word)
        return self._code.holding(word)

    def takes_member(self, path: str, name: str) -> bool:
        """See `CodeReader`."""
        return self._ask(path, ("takes_member", name))

    def renames(self, path: str, module: str) -> bool:
        """See `CodeReader`."""
        return self._ask(path, ("renames", module))

    def uses_function(self, path: str, module: str, name: str) -> bool:
        """See `CodeReader`."""
        return self._ask(path, ("uses_function", module, name))

    def passes_to(self, path: str, holder: str, member: str) -> bool:
        """See `CodeReader`."""
        return self._ask(path, ("passes_to", holder, member))

    def knows_class(self, path: str, name: str) -> bool:
        """See `CodeReader`."""
        return self._ask(path, ("knows_class", name))

    def is_always(self, path: str, name: str, truth: str) -> bool:
        """See `CodeReader`."""
        return self._ask(path, ("is_always", name, truth))

    def rebinds(self, path: str, name: str) -> bool:
        """See `CodeReader`."""
        return self._ask(path, ("rebinds", name))

    def hands_on(self, path: str, name: str) -> bool:
        """See `CodeReader`."""
        return self._ask(path, ("hands_on", name))

    def occurrences(self, path: str, name: str) -> int:
        """See `CodeReader`."""
        self.trace.ask(FACTS, path)
        return self._code.occurrences(path, name)

    def refers(self, path: str, name: str) -> bool:
        """See `CodeReader`."""
        return self._ask(path, ("refers", name))

    def awaits(self, path: str, name: str, first: int, last: int) -> bool:
        """See `CodeReader`."""
        self.trace.ask(FACTS, path)
        return self._code.awaits(path, name, first, last)

    def facts(self, path: str) -> FileFacts | None:
        """See `CodeReader`."""
        self.trace.ask(FACTS, path)
        facts = self._code.facts(path)
        self.had[path] = facts is not None
        return facts

    def expect(self, paths: Iterable[str], *, later: bool = False) -> None:
        """See `CodeReader`."""
        self._code.expect(paths, later=later)

    def reads(self, path: str, name: str) -> tuple[Call, ...]:
        """See `CodeReader`."""
        self.trace.ask(FACTS, path)
        return self._code.reads(path, name)

    def guards(self, path: str, line: int, column: int) -> tuple[Guard, ...]:
        """See `CodeReader`."""
        self.trace.ask(FACTS, path)
        return self._code.guards(path, line, column)

    def conditions(self, path: str, line: int, column: int) -> tuple[Condition, ...]:
        """See `CodeReader`."""
        self.trace.ask(FACTS, path)
        return self._code.conditions(path, line, column)

    def given(self, path: str, line: int, column: int, callee: str) -> tuple[Given, ...]:
        """See `CodeReader`."""
        self.trace.ask(FACTS, path)
        return self._code.given(path, line, column, callee)

    def is_decided(self, path: str, line: int, column: int) -> bool:
        """See `CodeReader`."""
        self.trace.ask(FACTS, path)
        return self._code.is_decided(path, line, column)

    def closing(self, path: str, line: int, column: int) -> tuple[str, ...] | None:
        """See `CodeReader`."""
        self.trace.ask(FACTS, path)
        return self._code.closing(path, line, column)

    def passed(self, path: str, line: int, column: int) -> tuple[tuple[int, int], ...]:
        """See `CodeReader`."""
        self.trace.ask(FACTS, path)
        return self._code.passed(path, line, column)

    def lazy(self, path: str, line: int, column: int) -> tuple[str, ...]:
        """See `CodeReader`."""
        self.trace.ask(FACTS, path)
        return self._code.lazy(path, line, column)

    def is_certain(self, path: str, line: int, column: int) -> bool:
        """See `CodeReader`."""
        self.trace.ask(FACTS, path)
        return self._code.is_certain(path, line, column)

    def imports(self, path: str) -> tuple[Import, ...]:
        """See `CodeReader`."""
        self.trace.ask(FACTS, path)
        return self._code.imports(path)

    def _ask(self, path: str, question: tuple[str, ...]) -> bool:
        self.trace.ask(TEXT, path)
        known = self.texts.setdefault(path, {})
        if question not in known:
            known[self._asked.setdefault(question, question)] = self.look(path, question)
        return known[question]

    def look(self, path: str, question: Sequence[str]) -> bool:
        """Put a question to the text of a file as it is now: the name of a method above, and what it is asked about."""
        name, *about = question
        answer: bool = getattr(self._code, name)(path, *about)
        return answer
