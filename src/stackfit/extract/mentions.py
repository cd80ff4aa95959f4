"""What a text may do with a name: asked before a file is parsed, answered with too many files, never too few."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# What an import statement lists: in parentheses, where comments may hold one too, or to the end of the line.
_LISTED = re.compile(rb"import\b[\s\\]*(\([^)#]*(?:#[^\n]*\n[^)#]*)*|[^\s\\(][^\n\\]*(?:\\(?:\r?\n)?[^\n\\]*)*)")
_WORD = re.compile(rb"[\w\x80-\xff]+|\*")
_ASCII = frozenset(bytes([byte]) for byte in range(128) if byte == 95 or chr(byte).isalnum())
_LETTERS = _ASCII | {bytes([byte]) for byte in range(128, 256)}
_SPACES = b" \t\r\n\\"
_POINT = ord(".")
_REACH = 200  # bytes before a name in which its owner is looked for
_LINE = 300  # bytes before a name that tell what its line does with it
_OWNER = re.compile(rb"(?<!\w)(\w+)[\s\\]*\.[\s\\]*\Z")
_CLASS = re.compile(rb"\bclass[\s\\]+\Z")
_NEXT = re.compile(rb"[\s\\]*\.[\s\\]*(\w+)")
# A script may also take a member apart: "{ name } = object".
_TAKEN = {True: frozenset(b".\"'"), False: frozenset(b".{,\"'`")}
_ALIAS = rb"%b[ \t]+as[ \t]+(\w+)"
# A module rather than a member of it, where it may get another name or be handed on.
_HANDED = rb"%b\b(?![\s\\]*\.)"
_SET = rb"%b\b[ \t]*(?::[^=\n#]{1,80})?(?:[-+*/|&%%@:]|//|\*\*|<<|>>)?=(?!=)[ \t]*([^\n#;]*)"
_VALUES = {"false": (b"False", b"None", b"0", b'""', b"''"), "true": (b"True", b"1")}
_HANDING = re.compile(rb"(?:[=(\[{:,]|\b(?:return|yield|else|or|and))[\s\\]*\Z")


def imported_words(data: bytes) -> bytes:
    """Give the words that import statements of a Python text list, a star for all that a module holds, between spaces.

    As one text, since they are kept for thousands of files.
    """
    return b" %b " % b" ".join(sorted(set(_WORD.findall(b"\n".join(_LISTED.findall(data))))))


def takes_member(data: bytes, name: str, *, python: bool) -> bool:
    """Whether a text takes a member of that name from something."""
    taken = _TAKEN[python]
    return any(_byte_before(data, start) in taken for start in _places(data, name))


def renames(data: bytes, module: str) -> bool:
    """Whether a Python text gives an imported module a name of its own."""
    return bool(_aliases(data, module.encode()))


def uses_function(data: bytes, imported: bytes, module: str, name: str) -> bool:
    """Whether a Python text may use a function of a module: imported by name, as a member of it, or in disguise."""
    owner = module.rpartition(".")[2].encode()
    owners = {owner, *_aliases(data, owner)}
    if _brings(imported, name) or any(_owner(data, start) in owners for start in _places(data, name)):
        return True
    handed = (match.start() for match in _pattern(_HANDED, owner).finditer(data))
    return any(_HANDING.search(data, max(0, start - _REACH), start) for start in handed)


def passes_to(data: bytes, imported: bytes, holder: str, member: str) -> bool:
    """Whether a Python text may take a member from what another file holds under a name, or hand that on."""
    brought = _brings(imported, holder)
    for start in _places(data, holder):
        if brought or _byte_before(data, start) in _TAKEN[True]:
            found = _NEXT.match(data, start + len(holder.encode()))
            if found is None or found[1] == member.encode():
                return True
    return False


def knows_class(data: bytes, imported: bytes, name: str) -> bool:
    """Whether a Python text may mean a class by a name rather than speak of it: imports it, has or defines it."""
    if _brings(imported, name) or takes_member(data, name, python=True):
        return True
    return any(_CLASS.search(data, max(0, start - _REACH), start) for start in _places(data, name))


def is_always(data: bytes, name: str, truth: str) -> bool:
    """Whether a Python module sets a name once, at its top level, and to a literal that is "true" or "false"."""
    places = {start for start in _places(data, name) if b"#" not in data[data.rfind(b"\n", 0, start) + 1 : start]}
    found = [match for match in _pattern(_SET, name.encode()).finditer(data) if match.start() in places]
    if len(found) != 1 or found[0][1].strip() not in _VALUES[truth]:
        return False
    start = found[0].start()
    return not start or data[start - 1 : start] == b"\n"


def rebinds(data: bytes, name: str) -> bool:
    """Whether a Python text may set a member of a module: `module.NAME = ...`, or by a text that is its name."""
    word = name.encode()
    if any(quote + word + quote in data for quote in (b'"', b"'")):
        return True
    return any(_byte_before(data, match.start()) == _POINT for match in _pattern(_SET, word).finditer(data))


def hands_on(data: bytes, name: str) -> bool:
    """Whether a Python text may hand on a function: has its name, but not to define or call it, nor in a comment."""
    after = len(name.encode("utf-8", "replace"))
    return any(
        data[start + after : start + after + 1] != b"(" and b"#" not in _before(data, start)
        for start in _places(data, name)
    )


def refers(data: bytes, name: str) -> bool:
    """Whether a Python text has a word other than to define a function of that name, and in comments."""
    around = (_before(data, start) for start in _places(data, name))
    return any(b"#" not in before and not before.rstrip().endswith(b"def") for before in around)


def occurrences(data: bytes, name: str) -> int:
    """How often a Python text names something, other than to call it, in quotes and in comments."""
    after = len(name.encode("utf-8", "replace"))
    found = 0
    for start in _places(data, name):
        before = _before(data, start)
        quoted = before[-1:] in (b'"', b"'") or data[start + after : start + after + 1] in (b'"', b"'")
        defined = before.strip() == b"class"
        found += defined or not (quoted or b"#" in before or data[start + after : start + after + 1] == b"(")
    return found


def awaits(data: bytes, name: str, first: int, last: int) -> bool:
    """Whether the lines from `first` to `last` (1-based) of a Python text await a name: what a task gives back."""
    word = b"await " + name.encode("utf-8", "replace")
    return any(line.strip().endswith(word) for line in _lines(data)[first - 1 : last])


def _before(data: bytes, start: int) -> bytes:
    """Give what stands before a place in its line, of a long one the end."""
    begin = max(0, start - _LINE)
    return data[max(begin, data.rfind(b"\n", begin, start) + 1) : start]


@lru_cache(maxsize=4)
def _lines(data: bytes) -> list[bytes]:
    return data.split(b"\n")


def _brings(imported: bytes, name: str) -> bool:
    """Whether an import statement lists a name, or may bring it by a star."""
    return b" * " in imported or b" %b " % name.encode("utf-8", "replace") in imported


def _aliases(data: bytes, module: bytes) -> list[bytes]:
    return _pattern(_ALIAS, module).findall(data)


def _places(data: bytes, name: str) -> Iterator[int]:
    """Yield where a word stands in a text."""
    word = name.encode("utf-8", "replace")
    start = data.find(word)
    while start >= 0:
        if data[start - 1 : start] not in _LETTERS and data[start + len(word) : start + len(word) + 1] not in _ASCII:
            yield start
        start = data.find(word, start + 1)


def _owner(data: bytes, start: int) -> bytes:
    """Give the name from which a member at a place is taken, b"" where there is none."""
    found = _OWNER.search(data, max(0, start - _REACH), start)
    return found[1] if found is not None else b""


def _byte_before(data: bytes, start: int) -> int:
    """Give the last byte before a place that is no space, -1 where there is none."""
    start -= 1
    while start >= 0 and data[start] in _SPACES:
        start -= 1
    return data[start] if start >= 0 else -1


@lru_cache(maxsize=4096)
def _pattern(form: bytes, name: bytes) -> re.Pattern[bytes]:
    return re.compile(form % ((re.escape(name),) * form.count(b"%b")))
