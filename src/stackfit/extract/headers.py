"""Reads what the head of a loop says of how often it runs."""

from __future__ import annotations

import re
from typing import NamedTuple

from tree_sitter import Node

_MAX_HEADER = 200
_RANGE = re.compile(rb"x?range\(")
_LIMIT = re.compile(rb"<=?(.+)\Z", re.DOTALL)
_CALL = re.compile(rb"(?:int|Math\.floor|Number)\((.*)\)\Z", re.DOTALL)
_NUMBER = re.compile(rb"\d[\d_]*(?:\.\d+)?(?:[eE]\d+)?\Z")
_CLOCK = re.compile(
    rb"\bDate\.now\(|\bnew Date\b|\bperformance\.now\(|\bprocess\.hrtime\b"
    rb"|\btime\.(?:time|monotonic|perf_counter)(?:_ns)?\(|\bdatetime\.(?:utc)?now\("
)
_MOST = 10**18
_ALWAYS = frozenset((b"", b"True", b"true", b"1"))
_PLAIN = re.compile(rb"[\w.]+\Z")
_NEGATIONS = (b"not ", b"!")
# What the flag of a loop that goes on until somebody ends it is called, whatever else its name says.
_FLAGS = ("stopp", "shutdown", "terminat", "quit", "exit")
_LAST_WORDS = ("running", "stop", "alive", "isclosed")
_KINDS = ("event", "flag", "requested")
_LOOPS = frozenset(("for_statement", "for_in_statement", "while_statement", "do_statement"))
# What may end a loop from in here ends another one, or ends this one only when something has gone wrong.
_FUNCTIONS = ("function_definition", "lambda", "function_declaration", "function_expression", "arrow_function")
_METHODS = ("method_definition", "generator_function", "generator_function_declaration")
_OTHER = frozenset((*_FUNCTIONS, *_METHODS, "except_clause", "catch_clause"))


class Header(NamedTuple):
    """How often a loop runs (0: not said), whether it counts, and whether it waits for a time of day."""

    turns: int
    counts: bool
    clock: bool


def read_header(node: Node, data: bytes) -> Header:
    """Read the head of a loop statement or of a comprehension's `for`."""
    right = node.child_by_field_name("right")
    if right is not None:
        if right.type != "call" or not _RANGE.match(data, right.start_byte):
            return Header(0, False, False)
        arguments = right.child_by_field_name("arguments")
        given = arguments.named_children if arguments is not None else []
        ends = [_evaluate(_text(item, data)) for item in given[:2]]
        turns = ends[0] if len(ends) == 1 else max(0, ends[1] - ends[0]) if len(given) == 2 and ends else 0
        return Header(turns, True, False)
    condition = node.child_by_field_name("condition")
    text = _text(condition, data) if condition is not None else b""
    if node.type == "for_statement":
        limit = _LIMIT.search(text.rstrip(b";"))
        return Header(_evaluate(limit[1]) if limit else 0, bool(limit), False)
    return Header(0, False, _CLOCK.search(text) is not None)


def is_endless(node: Node, data: bytes) -> bool:
    """Whether a loop goes on until it is told to stop: `while True` that nothing leaves, `while not stopping`."""
    if node.type != "while_statement":
        return False
    condition = node.child_by_field_name("condition")
    text = _text(condition, data).strip(b"() \t\r\n") if condition is not None else b""
    if text not in _ALWAYS:
        return _goes_on_until_stopped(text)
    waiting = [(inner, False) for inner in node.named_children]
    while waiting:
        inner, looped = waiting.pop()
        if inner.type == "return_statement" or (inner.type == "break_statement" and not looped):
            return False
        if inner.type not in _OTHER:
            looped = looped or inner.type in _LOOPS
            waiting += [(part, looped) for part in inner.named_children]
    return True


def _goes_on_until_stopped(condition: bytes) -> bool:
    """Whether a condition asks a flag alone: `not self._stop_event.is_set()`, `client.isRunning`."""
    for negation in _NEGATIONS:
        condition = condition.removeprefix(negation).strip(b"( ")
    if not _PLAIN.match(condition):
        return False
    name = condition.decode("utf-8", "replace").lower().replace("_", "").removesuffix(".isset").rpartition(".")[2]
    for kind in _KINDS:
        name = name.removesuffix(kind)
    return name.endswith(_LAST_WORDS) or any(flag in name for flag in _FLAGS)


def _text(node: Node, data: bytes) -> bytes:
    return data[node.start_byte : min(node.end_byte, node.start_byte + _MAX_HEADER)]


def _evaluate(text: bytes) -> int:
    """Work out a product of numbers ("10 ** 6", "60 * 1_000", "1e9"); 0 for anything else."""
    text = text.strip()
    inner = _CALL.match(text)
    value = 1.0
    for factor in (inner[1] if inner else text).replace(b"**", b"^").split(b"*"):
        base, power, exponent = (part.strip() for part in factor.partition(b"^"))
        if not _NUMBER.match(base) or (power and not _NUMBER.match(exponent)):
            return 0
        number, times = float(base), float(exponent) if power else 1.0
        value *= number**times if times < 64 and number < _MOST else _MOST
        if value > _MOST:
            return _MOST
    return int(value)
