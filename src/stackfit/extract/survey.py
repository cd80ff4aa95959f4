"""The answers to what rules ask of the text of every file: by a second process, some files at a time, or not at all."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import msgspec

from stackfit.cache import pack, unpack
from stackfit.model.kinds import Language
from stackfit.model.question import TextQuestion
from stackfit.model.source import SourceFile

Answer = TypeVar("Answer")
Questions = tuple[TextQuestion[Any], ...]

_AT_ONCE = 100  # files: about 15 ms, so that what is asked for meanwhile need not wait for long
_NONE: Sequence[Any] = ()


class Survey:
    """All questions to all files. `parts` are the names of its parts, each a piece of work of its own."""

    def __init__(self, files: Iterable[SourceFile], questions: Iterable[TextQuestion[Any]]) -> None:
        self._questions: dict[Language, Questions] = {
            language: tuple(question for question in questions if language in question.languages)
            for language in Language
        }
        asked = [file for file in files if file.language is not None and self._questions[file.language]]
        places = range(0, len(asked), _AT_ONCE)
        self._files = {f"texts from {place} on": asked[place : place + _AT_ONCE] for place in places}
        self._part = {file.path: name for name, part in self._files.items() for file in part}
        self._places = {
            language: {question.name: place for place, question in enumerate(asked)}
            for language, asked in self._questions.items()
        }
        self._known: dict[str, dict[str, Sequence[Any]]] = {}

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts."""
        return tuple(self._files)

    def look(self, part: str, read: Callable[[str], bytes | None]) -> bytes:
        """Answer all questions to the files of a part, in the order of both."""
        return pack([self._ask(file, read) for file in self._files[part]])

    def answer(
        self, question: TextQuestion[Answer], file: SourceFile, take: Callable[[str], bytes | None]
    ) -> Answer | None:
        """Give the answer to a file's text, if `take` has those of its part."""
        part = self._part.get(file.path)
        if part is None or file.language is None:
            return None
        if part not in self._known:
            self._known[part] = self._unpack(part, take(part))
        known = self._known[part].get(file.path, _NONE)
        place = self._places[file.language].get(question.name, len(known))
        return known[place] if place < len(known) else None

    def _ask(self, file: SourceFile, read: Callable[[str], bytes | None]) -> list[Any]:
        data = read(file.path)
        if data is None or file.language is None:
            return []
        text = data.decode("utf-8", "replace")
        return [question.answer(text, file.language) for question in self._questions[file.language]]

    def _unpack(self, part: str, packed: bytes | None) -> dict[str, Sequence[Any]]:
        if packed is None:
            return {}
        try:
            found = unpack(list[list[Any]], packed)
        except (msgspec.MsgspecError, zlib.error):
            return {}
        return {file.path: answers for file, answers in zip(self._files[part], found, strict=False)}
