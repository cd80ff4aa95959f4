"""Tells what a chain of calls does the first time only, and keeps: a cached property, a file that was not there yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from stackfit.model.facts import Function
from stackfit.model.finding import ChainStep
from stackfit.model.source import split_lines
from stackfit.rules.base import Context

_MEMO = frozenset({"cached_property", "cache", "lru_cache", "alru_cache", "memoize", "memoized"})
_NAME = r"[\w$]{1,80}(?:[.#?]{1,3}[\w$]{1,80}){0,4}"
_ABSENT = re.compile(
    r"\bif\b.{0,40}(?:\bnot\b|!).{0,120}(?:exists|is_?file|is_?dir|pathExists)\w{0,4}\b", re.IGNORECASE
)
_UNSET = re.compile(
    rf"\bif\s?\(?\s?(?:(?:not\s|!)\s?(?P<no>{_NAME})|(?P<none>{_NAME})\s(?:is\sNone|===?\s(?:null|undefined)))\s?[:)]"
)
_GIVEN_BACK = re.compile(
    rf"\bif\s?\(?\s?(?P<name>{_NAME})(?:\sis\snot\sNone|\s!==?\s(?:null|undefined))?\s?[:)]\s?\{{?\s?(?:return\s(?P=name)\b|$)"
)
_ON_THE_LINE = re.compile(
    rf"{_NAME}\s(?:\|\||\?\?)=\s|(?P<name>{_NAME})\s(?:\|\||\?\?|or)\s\(?(?P=name)\s=\s|(?P<or>{_NAME})\s=\s(?P=or)\s(?:\|\||\?\?|or)\s"
    rf"|{_NAME}\s(?:===?\s(?:null|undefined)\s&&|is\sNone\sand)\s"
)
_FIXED_KEY = re.compile(
    r"cache\w{0,20}\)?\.(?:get|has)\w{0,10}\(\s?(?:'[^']{0,80}'|\"[^\"]{0,80}\")\s?\)", re.IGNORECASE
)
_FILLS = re.compile(rf"\s{{0,80}}({_NAME})\s=\s(?!=)")
_ABOVE = 40
_LONGEST = 300


def is_done_once(chain: Iterable[ChainStep], context: Context) -> bool:
    """Whether a step of a chain is taken once in the life of the process: what it brings is kept for the next time."""
    return any(_is_kept(step, context) for step in chain)


def is_remembered(chain: Iterable[ChainStep], context: Context) -> bool:
    """Whether a step of a chain is taken once for each argument: a decorator keeps what it gives."""
    functions = (_around(step, facts.functions) for step in chain if (facts := context.facts(step.location.path)))
    return any(item is not None and _has_memory(item) for item in functions)


def _is_kept(step: ChainStep, context: Context) -> bool:
    facts = context.facts(step.location.path)
    if facts is None:
        return False
    function = _around(step, facts.functions)
    if function is None:
        return False
    if _has_memory(function) and not _takes(function):
        return True
    lines = [line[:_LONGEST] for line in split_lines(context.text(step.location.path) or "")]
    here = step.location.line
    if here > len(lines):
        return False
    if _ON_THE_LINE.search(lines[here - 1]) or _ON_THE_LINE.search(
        f"{lines[here - 2].strip()} {lines[here - 1].strip()}"
    ):
        return True
    above = lines[max(function.line - 1, here - 1 - _ABOVE) : here - 1]
    body = "\n".join(lines[function.line - 1 : function.end_line])
    return (
        any(_asks_first(header, body, function) for header in (lines[here - 1], *headers(above, lines[here - 1])))
        or _returns_what_is_kept(above, body)
        or _fills_what_is_asked(lines[here - 1], above, body)
        or any(_FIXED_KEY.search(line) for line in above)
    )


def _around(step: ChainStep, functions: tuple[Function, ...]) -> Function | None:
    """Find the innermost function of a step's name around its line."""
    line = step.location.line
    found = [item for item in functions if item.line <= line <= item.end_line and item.qualname == step.function]
    return max(found, key=lambda item: item.line, default=None)


def _has_memory(function: Function) -> bool:
    """Whether a decorator keeps what a function gives."""
    return any(item.resolved.rpartition(".")[2].strip("()") in _MEMO for item in function.decorators)


def _takes(function: Function) -> bool:
    """Whether a function is given anything that may differ from call to call."""
    return any(param.name not in ("self", "cls") for param in function.params)


def headers(above: list[str], line: str) -> Iterator[str]:
    """Yield the lines that open the blocks around a line, from the inside out, by indentation."""
    depth = _depth(line)
    for text in reversed(above):
        if text.strip() and _depth(text) < depth:
            depth = _depth(text)
            yield text


def _depth(line: str) -> int:
    text = line.expandtabs(4)
    return len(text) - len(text.lstrip())


def _asks_first(header: str, body: str, function: Function) -> bool:
    """Whether a block is entered only while a certain file is missing, or a name that lives on is still empty."""
    if not _takes(function) and _ABSENT.search(header):
        return True
    found = _UNSET.search(header)
    return found is not None and _is_filled(found.group("no") or found.group("none"), body)


def _returns_what_is_kept(above: list[str], body: str) -> bool:
    """Whether lines further up give back what an earlier call has kept."""
    for index, text in enumerate(above):
        found = _GIVEN_BACK.search(text)
        if found is not None and _is_filled(found.group("name"), body):
            rest = " ".join(above[index : index + 3])
            if re.search(rf"\breturn\s{re.escape(found.group('name'))}\b", rest):
                return True
    return False


def _fills_what_is_asked(line: str, above: list[str], body: str) -> bool:
    """Whether a line fills a name that lives on and that lines further up have looked into."""
    found = _FILLS.match(line)
    if found is None or not _is_filled(found.group(1), body):
        return False
    asks = re.compile(rf"\s{{0,80}}(?:\}}\s?else\s)?if\s?\(?\s?{re.escape(found.group(1))}\s?[:)]")
    return any(asks.match(text) for text in above)


def _is_filled(name: str, body: str) -> bool:
    """Whether a function fills a name that outlives it: an attribute, or one it does not declare itself."""
    word = re.escape(name)
    if not re.search(rf"(?<![\w.$]){word}\s?=[^=]", body):
        return False
    if re.match(r"(?:self|this|cls)[.#]", name):
        return True
    opening = body.partition("\n")[0]
    if re.search(rf"\b(?:let|const|var)\s{word}\b", body) or re.search(rf"[(,]\s?{word}\s?[,)=:]", opening):
        return False
    script = not re.match(r"\s*(?:async\s)?(?:def|@)", body)
    return script or bool(re.search(rf"\bglobal\s[\w, ]{{0,80}}\b{word}\b", body))
