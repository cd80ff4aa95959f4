"""Attacks regular expressions: texts are made of the parts of each, and the time to fail on longer ones is compared.

    python -m fuzz.expressions

Lists the expressions of stackfit whose matching takes more than its share of time on a text eight times as long: time
that grows with the square of a text, or faster. Rule SF202 finds exponential ones without trying; these it does not.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

_SMALL, _TIMES = 2_000, 8
# Time that grows with the length is 8 times as long, with its square 64 times.
_SUSPICIOUS = 20
_NOTICED = 0.02  # seconds of the processor; whatever is faster tells nothing
_ENDLESS = 50  # repetitions from which on a bound is as good as none
_SIGNS = "a1 -_.x/\"'${}()[]=,:;#\n\t"
_CATEGORIES = {"DIGIT": "1", "SPACE": " ", "NOT_WORD": "-"}
_ENDS = ("", "!", "\n")


class Expression(NamedTuple):
    """An expression with the module that compiles it, and how that applies it."""

    module: str
    text: str | bytes
    flags: int
    methods: frozenset[str]


class Loop(NamedTuple):
    """A part that may be repeated without end, and what leads to it."""

    before: str
    item: str


def collect() -> list[Expression]:
    """Every expression that the modules of stackfit compile when they are loaded; call it before they are."""
    found: dict[tuple[str, str | bytes, int], None] = {}
    genuine = re.compile

    def note(pattern: Any, flags: Any = 0) -> Any:
        module = str(sys._getframe(1).f_globals.get("__name__"))
        if isinstance(pattern, (str, bytes)) and module.startswith("stackfit"):
            found[module, pattern, int(flags)] = None
        return genuine(pattern, flags)

    re.compile = note
    try:
        package = importlib.import_module("stackfit")
        for item in pkgutil.walk_packages(package.__path__, "stackfit."):
            if not item.name.endswith("__main__") and ".fleet" not in item.name:
                importlib.import_module(item.name)
        importlib.import_module("stackfit.catalogue.technologies").load_catalogue()
    finally:
        re.compile = genuine
    return [Expression(module, text, flags, _methods(module, text)) for module, text, flags in sorted(found, key=str)]


def _methods(module: str, text: str | bytes) -> frozenset[str]:
    """How the constant that holds an expression is used in its module; nothing where that cannot be told."""
    names = [
        name
        for name, value in vars(sys.modules[module]).items()
        if isinstance(value, re.Pattern) and value.pattern == text
    ]
    file = sys.modules[module].__file__
    if len(names) != 1 or file is None or not names[0].startswith("_"):
        return frozenset()
    with open(file, encoding="utf-8") as source:  # noqa: PTH123
        uses = re.findall(rf"(?<!\w){names[0]}\b(?:\.(\w+)\()?(?! *[=:])", source.read())
    return frozenset(uses)


def grows(expression: Expression) -> str:
    """Give the beginning of a text on which the time grows faster than its length, "" where none was found."""
    pattern = re.compile(expression.text, expression.flags)
    for make in _attacks(expression):
        for end in _ENDS:
            small, large = make(_SMALL) + end, make(_SMALL * _TIMES) + end
            # What else the machine does is not the expression's fault: it has to be slow every time.
            if all(_is_slow(pattern, expression.methods, small, large) for _ in range(3)):
                return small[:60]
    return ""


def _is_slow(pattern: re.Pattern[Any], methods: frozenset[str], small: str, large: str) -> bool:
    after = _measure(pattern, methods, large)
    return after > _NOTICED and after > _SUSPICIOUS * _measure(pattern, methods, small)


def _measure(pattern: re.Pattern[Any], methods: frozenset[str], text: str) -> float:
    given = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    begun = time.process_time()
    if methods and methods <= {"match", "fullmatch"}:
        for method in methods:
            getattr(pattern, method)(given)
    else:
        for _ in pattern.finditer(given):
            pass
    return time.process_time() - begun


def _attacks(expression: Expression) -> Iterator[Callable[[int], str]]:
    parser = importlib.import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
    loops: list[Loop] = []
    _sample(parser.parse(expression.text, expression.flags), "", loops)
    for before, item in dict.fromkeys(loops):
        yield lambda size, before=before, item=item: before + _fill(item, size)  # type: ignore[misc]
        yield lambda size, before=before, item=item: _fill(before + item, size)  # type: ignore[misc]
        yield lambda size, item=item: _fill(item, size)  # type: ignore[misc]
        yield lambda size, before=before, item=item: "\n" + before + _fill(item, size)  # type: ignore[misc]
        yield lambda size, before=before, item=item: _fill("\n" + before + item, size)  # type: ignore[misc]
        yield lambda size, before=before, item=item: before + _fill(" ", size) + item  # type: ignore[misc]


def _fill(text: str, size: int) -> str:
    return text * (size // max(1, len(text)))


def _sample(parts: Any, before: str, loops: list[Loop]) -> str:
    """Give a text that the parts of an expression match, mostly, and note its loops."""
    text = ""
    for code, value in parts:
        text += _sample_part(str(code), value, before + text, loops)
    return text


def _sample_part(code: str, value: Any, before: str, loops: list[Loop]) -> str:
    if code == "LITERAL":
        return chr(value)
    if code in ("ANY", "NOT_LITERAL"):
        return "a" if value != ord("a") else "b"
    if code == "IN":
        return _members(value)[0]
    if code == "SUBPATTERN":
        return _sample(value[3], before, loops)
    if code in ("ASSERT", "ASSERT_NOT"):
        _sample(value[1], before, loops)
        return ""
    if code == "BRANCH":
        return max((_sample(branch, before, loops) for branch in value[1]), key=len)
    if code in ("MAX_REPEAT", "MIN_REPEAT"):
        low, high, inner = value
        item = _sample(inner, before, loops)
        single = len(inner) == 1 and str(inner[0][0]) == "IN"
        if int(high) >= _ENDLESS:
            loops += [Loop(before, each) for each in (_members(inner[0][1]) if single else [item]) if each]
        return item * max(int(low), 1)
    return ""


def _members(items: Any) -> list[str]:
    """Some characters of a class."""
    if str(items[0][0]) == "NEGATE":
        return [next((sign for sign in _SIGNS if not any(_is_in(item, sign) for item in items[1:])), "é")]
    found = []
    for code, value in items:
        name = str(code)
        if name == "CATEGORY":
            found.append(_CATEGORIES.get(str(value).removeprefix("CATEGORY_"), "a"))
        else:
            found.append(chr(value[0] if name == "RANGE" else value))
    return found[:4]


def _is_in(item: Any, sign: str) -> bool:
    code, value = str(item[0]), item[1]
    if code == "RANGE":
        return bool(value[0] <= ord(sign) <= value[1])
    if code == "LITERAL":
        return bool(ord(sign) == value)
    kind = str(value).removeprefix("CATEGORY_")
    is_kind = {"DIGIT": sign.isdigit(), "SPACE": sign.isspace(), "WORD": sign.isalnum() or sign == "_"}
    return is_kind[kind.removeprefix("NOT_")] is not kind.startswith("NOT_")


def main() -> int:
    """List the expressions that grow."""
    found = [(item, text) for item in collect() if (text := grows(item))]
    for expression, text in found:
        print(f"{expression.module}: {expression.text!r:.150}\n    on {text!r}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
