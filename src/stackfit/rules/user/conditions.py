"""What a user's rule looks for, and where it may: values without behaviour."""

from __future__ import annotations

from msgspec import Struct, field

from stackfit.catalogue.callables_model import NameIndex
from stackfit.rules.user.linear import LinearPattern


class Find(Struct, frozen=True, kw_only=True, eq=False):
    """What is reported: dependencies, imports, calls or files; one kind a rule.

    `handler`, `loop` and `coroutine` say where a call must stand, `with_argument` and `without_argument` which keywords
    (or keys of an options object) it must have or lack, `argument` what one of its literal arguments must hold, `text`
    what a line of a file must.
    """

    dependencies: frozenset[str] = frozenset()
    imports: frozenset[str] = frozenset()
    calls: NameIndex[bool] | None = None
    files: tuple[str, ...] = ()
    handler: bool = False
    loop: bool = False
    coroutine: bool = False
    with_argument: frozenset[str] = frozenset()
    without_argument: frozenset[str] = frozenset()
    argument: LinearPattern | None = None
    text: LinearPattern | None = None
    words: frozenset[str] = frozenset()


class OnlyIf(Struct, frozen=True, kw_only=True):
    """What must hold of the component (or of the path) besides; every part that is given."""

    dependency: frozenset[str] = frozenset()
    no_dependency: frozenset[str] = frozenset()
    technology: frozenset[str] = frozenset()
    no_technology: frozenset[str] = frozenset()
    workload: frozenset[str] = frozenset()
    path: tuple[str, ...] = ()
    no_path: tuple[str, ...] = ()


class Example(Struct, frozen=True, kw_only=True):
    """A small repository that a rule must (`bad`) or must not report; `files` are paths and texts."""

    bad: bool
    files: dict[str, str] = field(default_factory=dict)
