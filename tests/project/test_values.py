"""Values are `msgspec.Struct`s: a dataclass takes fifty times as long to make as a class, ten times as an object."""

from __future__ import annotations

from pathlib import Path

import stackfit


def test_no_module_makes_dataclasses_or_replaces_as_if_values_were_some() -> None:
    sources = Path(stackfit.__file__).parent.rglob("*.py")
    assert [path.name for path in sources if "dataclasses" in path.read_text(encoding="utf-8")] == []
