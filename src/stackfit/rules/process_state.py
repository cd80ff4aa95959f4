"""A module's own dict or Map that some handlers fill and others read: state of one process."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from stackfit.model.facts import FileFacts
from stackfit.model.source import Location
from stackfit.rules.base import Context
from stackfit.rules.handlers import request_functions
from stackfit.rules.stores import Store, parse_module

_PEOPLE = re.compile(
    r"(?:^|_)(?:sessions?|users?|logins?|tokens?|otps?|rooms?|games?|players?|carts?|conversations?|chats?|clients?)(?:_|$)"
)
_COPIES = re.compile(r"cache|config|default|setting|option|template|lookup|schema|fixture|mock|demo|fake")
_READS = frozenset({"get", "has", "pop", "delete"})
_MAP = "globalThis.Map()."


def state_stores(facts: FileFacts, context: Context) -> Iterator[Store]:
    """Find the stores that the handlers of one file keep in a module-level dict or Map."""
    handlers = request_functions(facts)
    if not handlers:
        return
    uses = _python_uses(facts, handlers, context) if facts.language.is_python else _script_uses(facts, handlers)
    written: dict[str, set[str]] = {}
    read: dict[str, set[str]] = {}
    for name, handler, writes in uses:
        (written if writes else read).setdefault(name, set()).add(handler)
    for name, line in _module_stores(facts, context):
        others = {reader for reader in read.get(name, ()) for writer in written.get(name, ()) if reader != writer}
        if others:
            yield Store(
                "state",
                f"The entries of {name}",
                f"keep {name} in Redis or the database",
                Location(path=facts.path, line=line),
                name,
            )


def _module_stores(facts: FileFacts, context: Context) -> Iterator[tuple[str, int]]:
    """List the empty dicts and Maps at module level whose names speak of people, with their lines."""
    if not facts.language.is_python:
        for item in facts.bindings:
            if item.function < 0 and item.value == _MAP.removesuffix(".") and _is_kept(item.target):
                yield item.target, item.line
        return
    tree = parse_module(context.text(facts.path) or "")
    for node in tree.body if tree is not None else ():
        target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
        target = node.target if isinstance(node, ast.AnnAssign) else target
        value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
        if isinstance(target, ast.Name) and value is not None and _is_empty(value) and _is_kept(target.id):
            yield target.id, node.lineno


def _is_kept(name: str) -> bool:
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return bool(_PEOPLE.search(snake)) and not _COPIES.search(snake)


def _is_empty(value: ast.expr) -> bool:
    if isinstance(value, ast.Dict):
        return not value.keys
    called = value.func if isinstance(value, ast.Call) else None
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        return (called.value.id, called.attr) == ("collections", "defaultdict")
    return isinstance(called, ast.Name) and called.id in ("dict", "defaultdict")


def _python_uses(facts: FileFacts, handlers: dict[int, str], context: Context) -> Iterator[tuple[str, str, bool]]:
    """Yield (name, handler, whether it writes) for the items that handlers set or get under a key that varies."""
    tree = parse_module(context.text(facts.path) or "")
    for node in ast.walk(tree) if tree is not None else ():
        owner, key, writes = None, None, False
        if isinstance(node, ast.Subscript):
            owner, key, writes = node.value, node.slice, isinstance(node.ctx, ast.Store)
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            owner, key = node.comparators[0], node.left
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            owner = node.func.value if node.func.attr in _READS else None
            key = node.args[0]
        if isinstance(owner, ast.Name) and not isinstance(key, (ast.Constant, ast.Slice)):
            index = _function_at(facts, owner.lineno)
            if index in handlers:
                yield owner.id, handlers[index], writes


def _script_uses(facts: FileFacts, handlers: dict[int, str]) -> Iterator[tuple[str, str, bool]]:
    for call in facts.calls:
        owner, _, method = call.callee.rpartition(".")
        keyed = bool(call.args) and call.args[0].kind not in ("string", "number")
        known = call.resolved.startswith(_MAP) and (method == "set" or method in _READS)
        if known and keyed and call.function in handlers:
            yield owner, handlers[call.function], method == "set"


def _function_at(facts: FileFacts, line: int) -> int:
    """Find the innermost function around a line, -1 for none."""
    around = [index for index, item in enumerate(facts.functions) if item.line <= line <= item.end_line]
    return max(around, key=lambda index: facts.functions[index].line, default=-1)
