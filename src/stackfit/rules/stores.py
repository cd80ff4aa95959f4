"""Where code keeps sessions: calls and settings that mean the memory of one process or the disk of one machine."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from typing import NamedTuple

from stackfit.model.facts import Arg, Call, FileFacts
from stackfit.model.source import Location
from stackfit.rules.base import Context
from stackfit.rules.places import symbol
from stackfit.syntax import read_script

_LOCAL_FILES = frozenset({"filesystem", "cachelib"})
_MEMORY_STORES = ("express-session.MemoryStore", "memorystore()", "session-memory-store()")
_EXPRESS = "give session() a store, such as connect-redis"


class Store(NamedTuple):
    """Sessions that other processes cannot see.

    `kind` is "session" (MemoryStore), "files" (shared by the processes of one machine) or "state" (a module's own dict
    or Map).
    """

    kind: str
    what: str
    hint: str
    location: Location
    symbol: str = ""


def call_stores(facts: FileFacts, context: Context) -> Iterator[Store]:
    """Find the session stores that calls of one JavaScript file make, unless a setting chooses between them."""
    sessions = [call for call in facts.calls if call.resolved == "express-session"]
    in_memory = [call for call in sessions if _is_memory_store(facts, call, context)]
    if len(in_memory) == len(sessions):
        for call in in_memory:
            location = Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line)
            yield Store("session", "Sessions", _EXPRESS, location, symbol(facts, call))


def setting_stores(facts: FileFacts, context: Context) -> Iterator[Store]:
    """Find `SESSION_TYPE = "filesystem"` in its usual forms: a constant, an item of `config`, a keyword."""
    tree = parse_module(context.text(facts.path) or "")
    for node in ast.walk(tree) if tree is not None else ():
        line = _session_type(node)
        if line:
            yield Store(
                "files",
                "Flask sessions",
                'set SESSION_TYPE to "redis" or "sqlalchemy"',
                Location(path=facts.path, line=line),
            )


def parse_module(source: str) -> ast.Module | None:
    """Parse Python source; None where this interpreter cannot."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _session_type(node: ast.AST) -> int:
    """Give the line of a SESSION_TYPE that means files, 0 for any other node."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and _names_type(node.targets[0]):
        return node.lineno if _is_files(node.value) else 0
    if isinstance(node, ast.keyword) and node.arg == "SESSION_TYPE":
        return node.value.lineno if _is_files(node.value) else 0
    return 0


def _names_type(target: ast.expr) -> bool:
    if isinstance(target, ast.Name):
        return target.id == "SESSION_TYPE"
    return (
        isinstance(target, ast.Subscript)
        and isinstance(target.slice, ast.Constant)
        and target.slice.value == "SESSION_TYPE"
    )


def _is_files(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value in _LOCAL_FILES


def _is_memory_store(facts: FileFacts, call: Call, context: Context) -> bool:
    """Whether the options of `session()` are known and name no store, or one in memory."""
    first = call.args[0] if call.args else None
    keys = _option_keys(facts, first, context) if first is not None else frozenset()
    if "store" not in keys:
        return "secret" in keys and "*" not in keys
    made = [item for item in facts.calls if item.argument_of >= 0 and facts.calls[item.argument_of] is call]
    return any(item.resolved in _MEMORY_STORES for item in made)


def _option_keys(facts: FileFacts, arg: Arg, context: Context) -> frozenset[str]:
    """Give the keys of an options object, written in place or held by a constant of the file; "*" for a spread."""
    if arg.kind == "object":
        return frozenset(arg.value.split(","))
    if arg.kind != "name" or not arg.value.startswith("<local>."):
        return frozenset()
    name = arg.value.rpartition(".")[2]
    options = read_script(context.text(facts.path) or "").table(name)
    added = {item.target.partition(".")[2] for item in facts.bindings if item.target.startswith(f"{name}.")}
    return frozenset({*("*" if key == "..." else key for key in options), *added})
