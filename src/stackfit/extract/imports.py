"""The imports of a file and nothing else: a parse confirms them at a fraction of the cost of all facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tree_sitter import Node, Query

from stackfit.extract.grammars import capture, load_grammar, parse
from stackfit.model.facts import Import
from stackfit.model.kinds import Language

_PYTHON = "(import_statement) @statement (import_from_statement) @statement"
# No predicates on text: their engine fails on bytes that are no UTF-8.
_SCRIPT = """
(import_statement) @statement
(export_statement source: (string)) @statement
(call_expression function: (identifier) arguments: (arguments)) @call
(call_expression function: (import)) @call
"""
# Where one of these stands, what is imported takes more than a look at the statement: imports by a computed name, and
# something else called "require".
_PYTHON_DOUBT = re.compile(rb"\b(?:import_module|__import__)\b")
_SCRIPT_DOUBT = re.compile(rb"\brequire\b(?!\s*[.(])|\bfunction\s+require\b|\bimport\b[^;'\"\r\n]{0,200}=\s*require\b")
_TYPE_CHECKING = re.compile(rb"([A-Za-z_]+[.])?TYPE_CHECKING\Z")
_MISSING = (b"ImportError", b"ModuleNotFoundError", b"Exception")
_TYPES = ("type", "typeof")
_CALLED = (b"require", b"import")


def extract_imports(language: Language, data: bytes) -> tuple[Import, ...] | None:
    """Give a file's imports in order of place, without aliases and functions; None where only all facts can tell.

    `__future__` is left out, names of one module in one JavaScript statement are one import. Files with syntax errors
    are left to the full walk.
    """
    doubt = _PYTHON_DOUBT if language.is_python else _SCRIPT_DOUBT
    if language is Language.NOTEBOOK or doubt.search(data):
        return None
    root = parse(language, data).root_node
    if root.has_error:
        return None
    found = capture(_query(language), root)
    read = _python_imports if language.is_python else _script_import
    imports = [item for nodes in found.values() for node in nodes for item in read(node, data)]
    return tuple(sorted(imports, key=lambda item: (item.line, item.column, item.name or "")))


@cache
def _query(language: Language) -> Query:
    return Query(load_grammar(language), _PYTHON if language.is_python else _SCRIPT)


def _make(node: Node, data: bytes, module: str, name: str | None, *, typing: bool, guarded: bool) -> Import:
    line = data.rfind(b"\n", 0, node.start_byte) + 1
    column = len(data[line : node.start_byte].decode("utf-8", "replace")) + 1
    return Import(module, name, None, node.start_point[0] + 1, column, typing_only=typing, guarded=guarded)


def _text(node: Node, data: bytes) -> str:
    return data[node.start_byte : node.end_byte].decode("utf-8", "replace")


def _python_imports(statement: Node, data: bytes) -> Iterator[Import]:
    source = statement.child_by_field_name("module_name")
    base = "".join(_text(source, data).split()) if source is not None else ""
    typing, guarded = _python_place(statement, data)
    for node in statement.children_by_field_name("name"):
        named = node.child_by_field_name("name") if node.type == "aliased_import" else node
        text = "".join(_text(named or node, data).split())
        module, name = (base, text) if source is not None else (text, None)
        yield _make(node, data, module, name, typing=typing, guarded=guarded)
    for node in statement.named_children:
        if node.type == "wildcard_import":
            yield _make(node, data, base, "*", typing=typing, guarded=guarded)


def _python_place(statement: Node, data: bytes) -> tuple[bool, bool]:
    """Whether an import never runs (under `if TYPE_CHECKING:`), and whether it is optional."""
    typing = guarded = False
    child, node = statement, statement.parent
    while node is not None:
        if node.type == "except_clause" or (node.type == "try_statement" and _expects_failure(node, data)):
            guarded = True
        elif node.type == "if_statement" and node.child_by_field_name("consequence") == child:
            condition = node.child_by_field_name("condition")
            typing = typing or (condition is not None and bool(_TYPE_CHECKING.match(_text(condition, data).encode())))
        child, node = node, node.parent
    return typing, guarded


def _expects_failure(statement: Node, data: bytes) -> bool:
    for clause in statement.named_children:
        if clause.type == "except_clause":
            caught = clause.named_children[0] if clause.named_children else clause
            head = data[caught.start_byte : caught.end_byte]
            if caught.type == "block" or any(name in head for name in _MISSING):
                return True
    return False


def _script_import(node: Node, data: bytes) -> Iterator[Import]:
    call = node.type == "call_expression"
    if call and not (data.startswith(_CALLED, node.start_byte) and _called(node, data) in _CALLED):
        return
    arguments = node.child_by_field_name("arguments") if call else None
    source = arguments.named_children[0] if arguments and arguments.named_children else None
    source = source if call else node.child_by_field_name("source")
    if source is None or source.type not in ("string", "template_string") or not (call or _binds(node)):
        return
    module = _text(source, data)[1:-1].removeprefix("node:")
    if "${" not in module:
        typing = not call and _only_types(node)
        yield _make(node, data, module, None, typing=typing, guarded=_script_guarded(node))


def _called(call: Node, data: bytes) -> bytes:
    function = call.child_by_field_name("function")
    return data[function.start_byte : function.end_byte] if function is not None else b""


def _clauses(statement: Node) -> list[Node]:
    return [
        part for clause in statement.named_children if clause.type == "import_clause" for part in clause.named_children
    ]


def _binds(statement: Node) -> bool:
    """Whether a statement imports at all: `import {} from "x"` is for types and tools."""
    parts = _clauses(statement)
    return not (parts and all(part.type == "named_imports" and not part.named_children for part in parts))


def _only_types(statement: Node) -> bool:
    if any(child.type in _TYPES for child in statement.children[:2]):
        return True
    parts = _clauses(statement)
    names = [name for part in parts for name in part.named_children if name.type == "import_specifier"]
    others = any(part.type in ("identifier", "namespace_import") for part in parts)
    return bool(names) and not others and all(name.children[0].type in _TYPES for name in names)


def _script_guarded(node: Node) -> bool:
    """Whether an import stands in a `try` that catches, or in its `catch`."""
    child, outer = node, node.parent
    while outer is not None:
        if outer.type == "catch_clause":
            return True
        caught = outer.type == "try_statement" and outer.child_by_field_name("handler") is not None
        if caught and outer.child_by_field_name("body") == child:
            return True
        child, outer = outer, outer.parent
    return False
