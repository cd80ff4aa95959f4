"""What data files say, in the form that the stages use: kept between runs, since to read and check it takes longer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from stackfit.cache import NOTHING, Memory, make_key

Value = TypeVar("Value")

_memory = NOTHING


def keep_compiled(memory: Memory) -> None:
    """Keep the data that are loaded from now on in a memory, or take them from there."""
    global _memory
    _memory = memory


def compiled(name: str, kind: type[Value], read: Callable[[], Value]) -> Value:
    """Give what `read` gives for our own data files called `name`; the key of a memory tells of their content."""
    key = make_key("data", name.encode())
    value = _memory.recall(kind, key)
    if value is None:
        value = read()
        _memory.keep(key, value)
    return value
