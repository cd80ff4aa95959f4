"""A question that the text of one file answers, whatever else there is: a second process may look into it ahead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from msgspec import Struct

from stackfit.model.kinds import Language

Answer = TypeVar("Answer")


class TextQuestion(Struct, Generic[Answer], frozen=True, kw_only=True):
    """What a rule wants to know of the text of every file of some languages, to tell which to look at.

    `answer` takes the text and its language. The same two always give the same answer: a whole number, a text, True,
    False, or a list of these. Two questions of one `name` are the same question.
    """

    name: str
    languages: tuple[Language, ...]
    answer: Callable[[str, Language], Answer]
