"""What the answers of the call graph hang on: each that is remembered is so with the questions that led to it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Question = tuple[str, str]
"""What is asked ("facts", "text", "holding", ...) and of which file, word or name."""


# Home Assistant takes 10,000. As code grows, so does the number of answers and the size of the sets that they hang on:
# without a bound the memory for both would grow with the square.
MOST_QUESTIONS = 40_000


class Trace:
    """Notes the questions to the code that are asked while an answer is worked out.

    A set of questions is a number with one bit for each. `asked` are those since the answer at hand was begun.
    """

    def __init__(self, questions: Iterable[Question] = ()) -> None:
        self.asked = 0
        self._places = {question: place for place, question in enumerate(questions)}
        self._sets: dict[int, int] = {}

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions so far; the place of each is that of its bit."""
        return tuple(self._places)

    def bit(self, kind: str, subject: str) -> int:
        """Give the set of one question."""
        if len(self._places) > MOST_QUESTIONS:
            return 0
        return 1 << self._places.setdefault((kind, subject), len(self._places))

    @property
    def full(self) -> bool:
        """Whether there were too many questions to note them all: no answer can be kept."""
        return len(self._places) > MOST_QUESTIONS

    def ask(self, kind: str, subject: str) -> None:
        """Note a question."""
        self.asked |= self.bit(kind, subject)

    def watch(self, find: Callable[[], Value]) -> tuple[Value, int]:
        """Work something out, and give it with what was asked for it."""
        outer, self.asked = self.asked, 0
        try:
            value = find()
        finally:
            asked = self.asked
            self.asked = outer | asked
        return value, self._sets.setdefault(asked, asked)

    def aside(self, find: Callable[[], Value]) -> Value:
        """Work something out without a note of what is asked for it: one question stands for all of these."""
        outer = self.asked
        try:
            return find()
        finally:
            self.asked = outer


class Recall(Generic[Key, Value]):
    """Answers by key, worked out once; whoever is given one hangs on what it hangs on."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._known: dict[Key, tuple[Value, int]] = {}

    def get(self, key: Key, find: Callable[[], Value]) -> Value:
        """Give the answer of a key, worked out by `find` when it is first asked for."""
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._trace.watch(find)
        else:
            self._trace.asked |= known[1]
        return known[0]
