"""Blocking callables, offloaders and entry points of the user's own, added to those of `profiles/callables/`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from stackfit.catalogue.callables import Callables, load_callables, read_callables
from stackfit.catalogue.data import profiles_root
from stackfit.catalogue.toml import Table, parse_toml
from stackfit.errors import DataError

_KEYS = ("blocking", "entry", "offloaders")
_LISTS = ("calls", "methods", "decorators", "transparent")
_BRACES = re.compile(r"\{([^{}]*)\}")
_MAX_CHOICES = 64
_MAX_NAME = 200
_OWN = "user"

Raw = Mapping[str, Any]


def check_callables(values: Raw, language: str, file: str) -> None:
    """Refuse what cannot be read. Raises `DataError` that names the place in the user's own file."""
    table = Table(values, file, language)
    table.only(_KEYS)
    table.table("offloaders").only(_LISTS)
    for item in table.tables("blocking"):
        if item.has("replace") or item.has("listed"):
            item.fail("replace", "unknown key", "say what to use in `instead`")
        item.text("instead", "")
    for text in _texts(values):
        if len(text) > _MAX_NAME or _choices(text) > _MAX_CHOICES:
            raise DataError(f"{text[:60]!r} is too long or has too many choices", where=f"{file}: {language}")
    read_callables(Table(_merged({"language": language}, values), file, language))


def extend_callables(additions: Sequence[Mapping[str, Raw]]) -> Callables:
    """Give the callables of both languages with what files add. The values must have been checked."""
    added = {name: [item[name] for item in additions if name in item] for name in ("python", "node")}
    base = load_callables()
    if not any(added.values()):
        return base
    sides = {"python": base.python, "node": base.node}
    for name, values in added.items():
        if values:
            raw: Raw = parse_toml(profiles_root() / "callables" / f"{name}.toml", f"callables/{name}.toml")
            for item in values:
                raw = _merged(raw, item)
            sides[name] = read_callables(Table(raw, f"callables/{name}.toml"))
    return Callables(python=sides["python"], node=sides["node"])


def _merged(base: Raw, own: Raw) -> dict[str, Any]:
    """Put the user's tables before our own: the first of two wins."""
    merged = dict(base)
    replacements = dict(base.get("replacements", {}))
    blocking = []
    for item in own.get("blocking", []):
        instead = item.get("instead", "")
        name = f"{_OWN}{len(replacements)}"
        replacements[name] = {"": instead} if instead else {}
        plain = {key: value for key, value in item.items() if key != "instead"}
        blocking.append({**plain, "replace": name, "listed": _OWN})
    merged["replacements"] = replacements
    merged["blocking"] = [*blocking, *base.get("blocking", [])]
    merged["entry"] = [*own.get("entry", []), *base.get("entry", [])]
    offloaders, more = dict(base.get("offloaders", {})), own.get("offloaders", {})
    merged["offloaders"] = {**offloaders, **{key: [*offloaders.get(key, []), *more[key]] for key in more}}
    return merged


def _texts(value: object) -> Iterator[str]:
    """Yield every string in a tree of tables and lists."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, Mapping):
            pending.extend(item.values())
        elif isinstance(item, list):
            pending.extend(item)


def _choices(text: str) -> int:
    """Count the names that a pattern spells out."""
    count = 1
    for found in _BRACES.finditer(text):
        count *= found.group(1).count(",") + 1
    return count
