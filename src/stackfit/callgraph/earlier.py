"""What an earlier run has found out of the call graph, as far as nothing has changed that it hangs on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from types import MappingProxyType

from stackfit.cache import NOTHING, Memory
from stackfit.callgraph.answers import Answers, Kept, Spared
from stackfit.callgraph.asking import ABOVE, CARRIED, DIRECT, FACTS, HOLDING, SERVED, TEXT, Asking
from stackfit.callgraph.project import Project
from stackfit.callgraph.trace import Question, Trace
from stackfit.model.source import ReadError


class Earlier:
    """The answers of an earlier run under a key. `stamps` tell of every change to a file; one without changes always.

    First `compare` the questions, then the carriers (`settle`); after that answers may be taken, and at the end kept.
    """

    def __init__(
        self, memory: Memory = NOTHING, key: bytes = b"", stamps: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._memory = memory if stamps else NOTHING
        self._key = key
        self._stamps = stamps
        self._kept = self._memory.recall(Kept, key) or Kept()
        self._stale = 0
        self._carriers = ""
        self.trace = Trace(self._kept.questions)
        self.calls = Answers(self.trace, self._kept.calls, self._holds)
        self.carried = Answers(self.trace, self._kept.carried, self._holds)
        self.reached = Answers(self.trace, self._kept.reached, self._holds)

    def compare(self, project: Project, code: Asking) -> None:
        """Ask all questions again that may have other answers now."""
        self.trace.aside(lambda: self._compare(project, code))

    def settle(self, carriers: str) -> None:
        """Compare what is known of carriers, once it is."""
        self._carriers = _digest((carriers,))
        self._spoil(question[0] == CARRIED and told != self._carriers for question, told in self._questions())

    def keep(self, project: Project, code: Asking, errors: Sequence[ReadError]) -> Spared:
        """Keep all answers of this run for later ones, and tell what the earlier answers have spared it."""
        spared = self._find_spared()
        if self._memory is not NOTHING and not self.trace.full:
            self.trace.aside(lambda: self._keep(project, code, (*errors, *spared.errors)))
        return spared

    def _holds(self, asked: int) -> bool:
        return not asked & self._stale

    def _questions(self) -> Iterable[tuple[Question, str]]:
        return zip(self._kept.questions, self._kept.told, strict=False)

    def _spoil(self, changed: Iterable[bool]) -> None:
        """Note which of the questions, in their order, have other answers now."""
        for place, other in enumerate(changed):
            if other:
                self._stale |= 1 << place

    def _compare(self, project: Project, code: Asking) -> None:
        known = self._kept.importers.items()
        moved = frozenset(path for path, told in known if _importers(project, path) != told)
        self._spoil(not self._is_same(question, told, moved, project, code) for question, told in self._questions())

    def _is_same(self, question: Question, told: str, moved: frozenset[str], project: Project, code: Asking) -> bool:
        kind, subject = question
        if kind == FACTS:
            return bool(told) and self._stamps.get(subject) == told
        if kind == TEXT:
            return self._says_the_same(subject, told, code)
        if kind == DIRECT:
            return subject not in moved
        if kind == ABOVE:
            return not moved or moved.isdisjoint(project.importers.of(subject))
        return kind == CARRIED or _tell(question, project, code) == told

    def _says_the_same(self, path: str, told: str, code: Asking) -> bool:
        """Whether the text of a file, which may be another, has the same answers to all that was asked of it."""
        asked = self._kept.texts.get(path, ())
        left_alone = bool(told) and self._stamps.get(path) == told
        if not left_alone and any(code.look(path, question) != answer for question, answer in asked):
            return False
        code.texts[path] = dict(asked)
        return True

    def _find_spared(self) -> Spared:
        asked = self.calls.spared | self.carried.spared | self.reached.spared
        questions = enumerate(self._kept.questions)
        paths = {subject for place, (kind, subject) in questions if kind == FACTS and asked >> place & 1}
        errors = tuple(error for error in self._kept.errors if error.path in paths)
        return Spared(frozenset(paths & self._kept.parsed), errors)

    def _keep(self, project: Project, code: Asking, errors: Iterable[ReadError]) -> None:
        asked = self.calls.asked | self.carried.asked | self.reached.asked
        needed = [bool(asked >> place & 1) for place in range(len(self.trace.questions))]
        questions = tuple(compress(self.trace.questions, needed))
        facts = {subject for kind, subject in questions if kind == FACTS}
        texts = {subject for kind, subject in questions if kind == TEXT}
        kept = Kept(
            questions=questions,
            told=tuple(self._tell(question, project, code) for question in questions),
            texts={path: tuple(code.texts.get(path, {}).items()) for path in sorted(texts)},
            importers={path: _importers(project, path) for path in project.importers.named},
            parsed=frozenset(path for path in facts if code.had.get(path, path in self._kept.parsed)),
            errors=tuple(dict.fromkeys(error for error in errors if error.path in facts)),
            calls=self.calls.pack(needed),
            carried=self.carried.pack(needed),
            reached=self.reached.pack(needed),
        )
        self._memory.keep(self._key, kept)

    def _tell(self, question: Question, project: Project, code: Asking) -> str:
        """Give what tells in a later run whether a question has another answer."""
        kind, subject = question
        if kind in (FACTS, TEXT):
            return self._stamps.get(subject, "")
        return self._carriers if kind == CARRIED else _tell(question, project, code)


def _tell(question: Question, project: Project, code: Asking) -> str:
    """Tell the answer to a question that no single file answers from any other."""
    kind, subject = question
    if kind == HOLDING:
        return _digest(path for path in code.holding(subject) if path in project.files)
    if kind == SERVED:
        return "yes" if project.is_loaded(subject) else "no"
    return ""  # `importers` has it


def _importers(project: Project, path: str) -> str:
    return _digest(project.importers.tell(path))


def _digest(parts: Iterable[str]) -> str:
    text = "\n".join(parts).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(text, digest_size=8).hexdigest()
