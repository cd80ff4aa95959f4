"""What a text may do with a name: asked before a file is parsed, answered with too many files, never too few."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_IMPORT = b"import"
_LONG = 4000  # bytes of an import statement
_MOST = 8  # how often the word itself may stand in one
_COMMENT = re.compile(rb"#[^\n]*")
_SPACES = b" \t\r\n\\"
_REACH = 200  # bytes before a name in which its owner is looked for
_OWNER = re.compile(rb"(?<!\w)(\w+)[\s\\]*\.[\s\\]*\Z")
_CLASS = re.compile(rb"\bclass[\s\\]+\Z")
_STAR = re.compile(rb"import[ \t]*(?:\([ \t]*)?\*")
_NEXT = re.compile(rb"[\s\\]*\.[\s\\]*(\w+)")
# A script may also take a member apart: "{ name } = object".
_TAKEN = {True: frozenset(b".\"'"), False: frozenset(b".{,\"'`")}
_ALIAS = rb"%b[ \t]+as[ \t]+(\w+)"
# A module rather than a member of it, where it may get another name or be handed on.
_HANDED = rb"%b\b(?![\s\\]*\.)"
_HANDING = re.compile(rb"(?:[=(\[{:,]|\b(?:return|yield|else|or|and))[\s\\]*\Z")


def takes_member(data: bytes, name: str, *, python: bool) -> bool:
    """Whether a text takes a member of that name from something."""
    taken = _TAKEN[python]
    return any(_byte_before(data, start) in taken for start in _places(data, name))


def renames(data: bytes, module: str) -> bool:
    """Whether a Python text gives an imported module a name of its own."""
    return bool(_aliases(data, module.encode()))


def uses_function(data: bytes, module: str, name: str) -> bool:
    """Whether a Python text may use a function of a module: imported by name, as a member of it, or in disguise."""
    owner = module.rpartition(".")[2].encode()
    owners = {owner, *_aliases(data, owner)}
    if _imports(data, name) or any(_owner(data, start) in owners for start in _places(data, name)):
        return True
    handed = (match.start() for match in _pattern(_HANDED, owner).finditer(data))
    return any(_HANDING.search(data, max(0, start - _REACH), start) for start in handed)


def passes_to(data: bytes, holder: str, member: str) -> bool:
    """Whether a Python text may take a member from what another file holds under a name, or hand that on."""
    imported = _imports(data, holder)
    for start in _places(data, holder):
        if imported or _byte_before(data, start) in _TAKEN[True]:
            found = _NEXT.match(data, start + len(holder.encode()))
            if found is None or found[1] == member.encode():
                return True
    return False


def knows_class(data: bytes, name: str) -> bool:
    """Whether a Python text may mean a class by a name rather than speak of it: imports it, has or defines it."""
    if _imports(data, name) or takes_member(data, name, python=True):
        return True
    return any(_CLASS.search(data, max(0, start - _REACH), start) for start in _places(data, name))


def _imports(data: bytes, name: str) -> bool:
    """Whether an import statement holds a name, or may bring it by a star."""
    return any(_is_imported(data, start) for start in _places(data, name)) or _STAR.search(data) is not None


def _is_imported(data: bytes, start: int) -> bool:
    """Whether a place is in what an import statement lists, though names and comments there may hold the word too."""
    first, listed = max(0, start - _LONG), start
    for _ in range(_MOST):
        listed = data.rfind(_IMPORT, first, listed)
        if listed < 0:
            return False
        between = _COMMENT.sub(b"", data[listed + len(_IMPORT) : start])
        if between.lstrip(_SPACES).startswith(b"("):
            if b")" not in between:
                return True
        elif between.count(b"\n") == between.count(b"\\\n") + between.count(b"\\\r\n"):
            return True
    return False


def _aliases(data: bytes, module: bytes) -> list[bytes]:
    return _pattern(_ALIAS, module).findall(data)


def _places(data: bytes, name: str) -> Iterator[int]:
    """Yield where a word stands in a text."""
    word = name.encode("utf-8", "replace")
    for match in _pattern(rb"%b\b", word).finditer(data):
        start = match.start()
        if not start or not _is_letter(data[start - 1]):
            yield start


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


def _is_letter(byte: int) -> bool:
    return byte == 95 or byte >= 128 or chr(byte).isalnum()


@lru_cache(maxsize=4096)
def _pattern(form: bytes, name: bytes) -> re.Pattern[bytes]:
    return re.compile(form % ((re.escape(name),) * form.count(b"%b")))
