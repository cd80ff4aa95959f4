"""Confirmed facts of one source file, in one shape for Python, JavaScript and TypeScript.

Names: `callee` is as written ("self.client.get"); `resolved` went through this file's imports and bindings and starts
with the module ("requests.get", "fs.readFileSync", "builtins.open"); a "()" marks the result of a call, so the method
of an instance reads "requests.Session().get" and a route "express().get". The prefix "node:" is dropped. Functions,
classes and calls refer to one another by index into the tuples of `FileFacts`; -1 means "none" or "module level".
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from stackfit.model.kinds import Language


class Import(NamedTuple):
    """An imported module or member.

    `module`: dotted name with leading dots when relative, or the specifier. `name`: the member, "*" for all (star or
    namespace), "default" for an ESM default import, None for the module itself. `alias`: the local name it binds, None
    for star and side-effect imports. `guarded`: inside try/except ImportError (optional). `typing_only`: never runs.
    """

    module: str
    name: str | None
    alias: str | None
    line: int
    column: int
    function: int = -1
    typing_only: bool = False
    guarded: bool = False
    dynamic: bool = False


class Param(NamedTuple):
    """A parameter; `annotation` and `default` are dotted names resolved through imports, "" where neither is one."""

    name: str
    annotation: str = ""
    default: str = ""


class Guard(NamedTuple):
    """A parameter (0-based `position`) that a call depends on.

    `needs` says what it must be for the call to be made: "true", "false", "none" or "some" (anything else), "full" or
    "empty" (asked of its length), or "is:" or "not:" and the values, as in `Given.text` and with "|" between them, one
    of which it must be or none. `default` is the text of its default, "" where it has none.
    """

    name: str
    position: int
    needs: str
    default: str


class Condition(NamedTuple):
    """What must hold for a place to run, whoever gets there.

    `kind`: "constant" (the name of the module is `needs`: "true" or "false"), "other class" (the name is no object of
    the class `needs`), "no loop" (no event loop runs).
    """

    kind: str
    name: str = ""
    needs: str = ""


class Given(NamedTuple):
    """An argument by keyword or (0-based) position: one that is surely not None (`true`: nor false in another way).

    Or, where `passed` is set, the caller's own parameter, passed on as it came. `text` is its value where that is
    written out: a text in double quotes, a member of an enumeration with its class ("Mode.FAST").
    """

    keyword: str
    position: int
    true: bool
    passed: Guard | None = None
    text: str = ""


class Decorator(NamedTuple):
    """A decorator; `resolved` as for calls ("flask.Flask().route"), `call` its index when it has arguments."""

    resolved: str
    line: int
    call: int = -1


class Function(NamedTuple):
    """A function, method, lambda or arrow function.

    `name` is "" when anonymous, `qualname` dotted from the module ("Store.save", "main.inner"). `argument_of` is the
    call that receives this function as an argument (a callback), with `argument_position` (0-based; keyword name
    otherwise). `complexity` is the number of ways through it: one, and one more for each branch (cyclomatic complexity,
    counted as radon does).
    """

    name: str
    qualname: str
    line: int
    end_line: int
    is_async: bool
    is_generator: bool
    parent: int
    owner: int
    params: tuple[Param, ...] = ()
    decorators: tuple[Decorator, ...] = ()
    argument_of: int = -1
    argument_position: int | str = -1
    returns: str = ""
    complexity: int = 1


class Class(NamedTuple):
    """A class; `bases` are resolved dotted names. `owner` is the enclosing class, `parent` the enclosing function."""

    name: str
    qualname: str
    line: int
    end_line: int
    bases: tuple[str, ...]
    parent: int = -1
    owner: int = -1
    decorators: tuple[Decorator, ...] = ()


class Arg(NamedTuple):
    """An argument; `kind` is string, number, bool, none, name, function, call, list, object, template or other.

    `value`: the text of a literal, the resolved name of a name, the resolved callee of a call, "key,key" of an object.
    """

    keyword: str | None
    kind: str
    value: str


class Call(NamedTuple):
    """A call or `new` expression; `argument_of` is the call in whose arguments it is evaluated.

    `statement`: it stands alone, nobody takes what it gives. `tried`: inside a `try` with a `catch` of the same
    function (JavaScript only).
    """

    callee: str
    resolved: str
    line: int
    column: int
    end_line: int
    function: int
    awaited: bool = False
    constructor: bool = False
    args: tuple[Arg, ...] = ()
    argument_of: int = -1
    in_loop: bool = False
    statement: bool = False
    tried: bool = False


class Swallow(NamedTuple):
    """An `except` or `catch` clause that does nothing. `caught`: the named exception types, () for all.

    `try_line` is the first line of the `try`; `remarked` tells whether a comment inside the clause says why.
    """

    line: int
    column: int
    end_line: int
    function: int
    caught: tuple[str, ...]
    try_line: int
    remarked: bool


class Loop(NamedTuple):
    """A loop statement, or a comprehension over a known number of items.

    `outer` is the loop of the same function around it (-1: none), `turns` how often it runs where it says so, `counts`
    whether it runs over numbers, `clock` whether it runs until some time of day, `awaits` whether it lets others go on,
    `endless` whether it does so until somebody stops it.
    """

    line: int
    column: int
    end_line: int
    function: int
    outer: int = -1
    turns: int = 0
    counts: bool = False
    clock: bool = False
    awaits: bool = False
    endless: bool = False


class Pattern(NamedTuple):
    """A regular expression literal of JavaScript.

    `name` is what it is bound to, `argument_of` the call it is given to.
    """

    line: int
    column: int
    end_line: int
    function: int
    text: str
    flags: str
    name: str = ""
    argument_of: int = -1


class Binding(NamedTuple):
    """`target = value`, where the value is a call (index `call`) or a resolved name (`value`)."""

    target: str
    value: str
    call: int
    line: int
    function: int
    owner: int = -1


class Export(NamedTuple):
    """A name a JavaScript module exports ("default" for the default), and the local name or module behind it."""

    name: str
    local: str
    module: str
    line: int


class Suppression(NamedTuple):
    """`# stackfit: ignore[SF101] reason` on `line`; no codes means all. `until` is an ISO date or ""."""

    line: int
    codes: tuple[str, ...]
    reason: str
    until: str = ""


class FileFacts(Struct, frozen=True, kw_only=True):
    """Everything later stages know about one parsed file. `broken` is True where the grammar reported errors.

    `accesses` are reads of properties that the file's own classes define, in the form of calls.
    """

    path: str
    language: Language
    imports: tuple[Import, ...] = ()
    functions: tuple[Function, ...] = ()
    classes: tuple[Class, ...] = ()
    calls: tuple[Call, ...] = ()
    accesses: tuple[Call, ...] = ()
    bindings: tuple[Binding, ...] = ()
    exports: tuple[Export, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    broken: bool = False
    swallows: tuple[Swallow, ...] = ()
    loops: tuple[Loop, ...] = ()
    patterns: tuple[Pattern, ...] = ()


class FileIndex(Struct, frozen=True, kw_only=True):
    """What one cheap text pass knows about a file: candidates only, nothing here is confirmed.

    `modules` are the module names or specifiers on import-like lines, `words` those identifiers of the file that
    somebody asked for ("open()" stands for a use of the bare name as a function or value, Python only), `lines` the
    number of lines, `code_lines` those that are neither blank nor only a comment, `declares` whether the file may name
    packages it needs (a script header, install lines of a notebook). `stars` are the modules whose every member a
    Python file imports.
    """

    path: str
    modules: frozenset[str]
    words: frozenset[str]
    lines: int
    code_lines: int
    declares: bool = False
    stars: frozenset[str] = frozenset()
