"""What the text of each file was asked and answered; for files left alone the answers of an earlier run stand."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

from msgspec import Struct

from stackfit.cache import NOTHING, Memory, encode, installed_packages, make_key
from stackfit.extract.text_index import NO_STAMPS, Stamps

Answer = TypeVar("Answer")
Known = dict[str, Any]

# All answers are written anew when this share of them is new: after every change it would cost more than it saves.
_MOST_NEW = 1 / 16
_MOST_KEPT = 2_000_000  # answers; Home Assistant gives 80,000


class _Kept(Struct, frozen=True):
    """The stamp of each file, and its answers by question."""

    files: dict[str, tuple[str, Known]]


class TextAnswers:
    """Answers that follow from the text of one file. Without stamps nothing of an earlier run is used."""

    def __init__(self, memory: Memory = NOTHING, stamps: Stamps = NO_STAMPS) -> None:
        self._memory = memory if stamps.of else NOTHING
        self._stamps = stamps.of
        place = stamps.place.encode("utf-8", "surrogateescape")
        self._key = make_key("answers", place, encode(installed_packages()))  # plug-ins ask as well
        kept = self._memory.recall(_Kept, self._key)
        files = kept.files.items() if kept is not None else ()
        self._earlier = {path: known for path, (stamp, known) in files if self._stamps.get(path) == stamp}
        self._known: dict[str, Known] = {}
        self._new = self._all = 0

    def get(self, path: str, question: str, find: Callable[[], Answer]) -> Answer:
        """Give the answer to a question, by name, to the text of a file."""
        known = self._known.get(path)
        if known is None:
            known = self._known[path] = {}
        if question not in known:
            question = sys.intern(question)  # the same few are asked of many texts
            earlier = self._earlier.get(path)
            self._all += 1
            if earlier is not None and question in earlier:
                known[question] = earlier[question]
            else:
                self._new += 1
                known[question] = find()
        answer: Answer = known[question]
        return answer

    def keep(self) -> None:
        """Keep all answers of this run for later ones, where many are new."""
        if self._memory is NOTHING or self._all > _MOST_KEPT or self._new <= self._all * _MOST_NEW:
            return
        known = self._known.items()
        self._memory.keep(
            self._key, _Kept({path: (stamp, it) for path, it in known if (stamp := self._stamps.get(path))})
        )
