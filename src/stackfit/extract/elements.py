"""What collections hold. Inside a walk "builtins.list{A|B}()" is a list that iterates over A and gives B by subscript.

Parts of a chain that take something out: "[]" a subscript, "[*]" an iteration, "[0]" a place in a tuple, "[with]" what
`with` binds. Of a collection whose elements are not known they stay in the name: "pathlib.Path().iterdir()[*].unlink".
"""

from __future__ import annotations

from stackfit.extract.names import MAX_TEXT

PAIR = "builtins.pair"
_MODULES = frozenset(("builtins", "typing", "typing_extensions", "collections", "collections.abc"))
_GENERATORS = frozenset(("Iterator", "Generator", "AsyncIterator", "AsyncGenerator", "AbstractContextManager"))
_GENERATORS |= {"Iterable", "AsyncIterable", "AbstractAsyncContextManager", "ContextManager", "AsyncContextManager"}
_SEQUENCES = _GENERATORS | {
    *("list", "List", "Sequence", "MutableSequence", "set", "Set", "frozenset", "FrozenSet", "AbstractSet"),
    *("MutableSet", "Collection", "deque", "Deque", "KeysView", "ValuesView"),
}
_MAPPINGS = frozenset(
    ("dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "DefaultDict", "OrderedDict", "ChainMap")
)
_TAKES = frozenset((".get()", ".pop()", ".setdefault()", ".popleft()", ".__getitem__()"))
_KEEPS = frozenset((".copy()", ".keys()", ".union()", ".difference()"))


def collection(outer: str, given: list[str]) -> str:
    """Name a collection type by the values its elements are; `outer` alone where they are not known."""
    module, _, name = outer.rpartition(".")
    if module not in _MODULES and not (module == "contextlib" and name in _GENERATORS):
        return outer
    if name in _MAPPINGS and len(given) == 2:
        return hold(outer, *given)
    if name in _SEQUENCES and given:
        return hold(outer, given[0], given[0])
    if name in ("tuple", "Tuple") and len(given) == 2:
        return hold(PAIR, *given) if given[1] != "..." else hold(outer, given[0], given[0])
    return outer


def hold(outer: str, first: str, second: str) -> str:
    """Name a collection by what it gives on iteration and by subscript (a pair: its first and second)."""
    return f"{outer}{{{first}|{second}}}" if 0 < len(first) + len(second) <= MAX_TEXT else outer


def take(text: str, part: str) -> str:
    """Take an element out of what `text` names, "" if that is not known."""
    split = _split(text) if text.endswith("}()") else None
    if split is None:
        kept = part in ("[]", "[*]") and not text.startswith(("builtins.", "<"))
        return text if part == "[with]" else text + part if kept else ""
    outer, first, second = split
    pair = outer == PAIR
    if part == "[with]":
        return first if outer.rpartition(".")[2] in _GENERATORS else text
    if part in ("[0]", "[1]"):
        return (first if part == "[0]" else second) if pair else ""
    return "" if pair else first if part == "[*]" else second


def call_method(text: str) -> str | None:
    """Give the result of a method of a collection ("builtins.dict{A|B}().values"), None for any other call."""
    end = text.rfind("}().")
    split = _split(text[: end + 3]) if end >= 0 else None
    if split is None:
        return None
    (outer, first, second), method = split, text[end + 3 :] + "()"
    if method in _TAKES:
        return second
    if method == ".values()":
        return hold("builtins.list", second, "") + "()"
    if method == ".items()":
        return hold("builtins.list", hold(PAIR, first, second) + "()", "") + "()"
    return text[: end + 3] if method in _KEEPS and outer != PAIR else None


def strip_elements(text: str) -> str:
    """Give a name as others see it, without the elements."""
    while "{" in text:
        start, end = text.rfind("{"), text.find("}", text.rfind("{"))
        if end < 0:
            break
        text = text[:start] + text[end + 1 :]
    return text


def _split(text: str) -> tuple[str, str, str] | None:
    """Take "T{A|B}()" apart."""
    depth, middle = 0, -1
    for index in range(len(text) - 3, -1, -1):
        char = text[index]
        if char == "}":
            depth += 1
        elif char == "|" and depth == 1:
            middle = index
        elif char == "{":
            depth -= 1
            if depth == 0 and middle >= 0:
                return text[:index], text[index + 1 : middle], text[middle + 1 : -3]
    return None
