"""The arguments of a call as short facts: literals by text, everything else by resolved name."""

from __future__ import annotations

from tree_sitter import Node

from stackfit.extract.computed import applied
from stackfit.extract.names import ASSIGNMENTS, CALLS, MEMBERS, NAMES, WRAPPERS, unwrap
from stackfit.extract.resolver import Resolver, publish
from stackfit.extract.scopes import Scope
from stackfit.model.facts import Arg

MAX_ARGUMENTS = 16
MAX_ITEMS = 20
MAX_VALUE = 200
FUNCTIONS = frozenset(
    ("lambda", "arrow_function", "function_expression", "function", "generator_function", "class_body")
)
_KINDS = {
    "integer": "number",
    "float": "number",
    "number": "number",
    "unary_operator": "number",
    "unary_expression": "number",
    "true": "bool",
    "false": "bool",
    "none": "none",
    "null": "none",
    "undefined": "none",
    "list": "list",
    "tuple": "list",
    "set": "list",
    "array": "list",
    "dictionary": "object",
    "object": "object",
    "template_string": "template",
}
_KEYWORDS = {"list_splat": "*", "dictionary_splat": "**", "spread_element": "*"}
_QUOTES = ("'", '"')
_PAIRS = {"pair": "key", "method_definition": "name"}


def read_arguments(resolver: Resolver, arguments: Node | None, scope: Scope) -> tuple[Arg, ...]:
    """Give the first arguments of a call; a splat has the keyword "*" or "**"."""
    if arguments is None:
        return ()
    if arguments.type not in ("argument_list", "arguments"):
        return (read_argument(resolver, None, arguments, scope),)
    args: list[Arg] = []
    for child in arguments.named_children[:MAX_ARGUMENTS]:
        kind = child.type
        if kind == "comment":
            continue
        if kind == "keyword_argument":
            name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
            if name is not None and value is not None:
                args.append(read_argument(resolver, resolver.text(name), value, scope))
        elif kind in _KEYWORDS:
            args.append(Arg(_KEYWORDS[kind], "other", ""))
        else:
            args.append(read_argument(resolver, None, child, scope))
    return tuple(args)


def read_argument(resolver: Resolver, keyword: str | None, node: Node, scope: Scope) -> Arg:
    """One argument."""
    inner, kind = node, node.type
    if kind == "string":
        return _string(resolver, keyword, node)
    if kind in WRAPPERS or kind in ASSIGNMENTS:
        unwrapped = unwrap(node)
        if unwrapped is None:
            return Arg(keyword, "other", "")
        inner, kind = unwrapped, unwrapped.type
    if kind == "call" and (text := applied(resolver, inner, scope)) and not text.endswith("()"):
        return Arg(keyword, "name", publish(text))
    if kind in CALLS:
        return Arg(keyword, "call", publish(resolver.chain(inner.child_by_field_name(CALLS[kind]) or inner, scope)[1]))
    if kind in NAMES or kind in MEMBERS:
        return Arg(keyword, "name", resolver.resolve(inner, scope))
    if kind in FUNCTIONS:
        return Arg(keyword, "function", "")
    return Arg(keyword, *_literal(resolver, inner))


def _literal(resolver: Resolver, node: Node) -> tuple[str, str]:
    kind = _KINDS.get(node.type, "other")
    if kind in ("number", "bool", "none"):
        text = resolver.text(node)
        return (kind, text) if kind != "number" or text.lstrip("+-")[:1].isdigit() else ("other", "")
    if kind == "template":
        return kind, resolver.text(node)[1:-1][:MAX_VALUE]
    if kind == "list":
        items = node.named_children[:MAX_ITEMS]
        return kind, ",".join(string_value(resolver, item) for item in items if item.type == "string")
    if kind == "object":
        return kind, ",".join(_keys(resolver, node))
    return kind, ""


def _keys(resolver: Resolver, node: Node) -> list[str]:
    keys = []
    for child in node.named_children[:MAX_ITEMS]:
        key = child if child.type == "shorthand_property_identifier" else None
        if child.type in _PAIRS:
            key = child.child_by_field_name(_PAIRS[child.type])
        if key is not None:
            keys.append(key_name(resolver, key))
    return keys


def key_name(resolver: Resolver, key: Node) -> str:
    """Give the name of an object key, quotes removed."""
    return string_value(resolver, key) if key.type == "string" else resolver.text(key)[:MAX_VALUE]


def _string(resolver: Resolver, keyword: str | None, node: Node) -> Arg:
    text = resolver.text(node)
    if text[0] in _QUOTES and text[1:3] != text[0] * 2:
        return Arg(keyword, "string", string_value(resolver, node) if text[-1] != text[0] else text[1:-1][:MAX_VALUE])
    kind = "template" if any(child.type == "interpolation" for child in node.named_children) else "string"
    return Arg(keyword, kind, string_value(resolver, node))


def callback_position(resolver: Resolver, arguments: Node, node: Node) -> int | str | None:
    """Where in the arguments a function stands: position, keyword or object key; None if deeper inside."""
    position = 0
    for child in arguments.named_children:
        if child.end_byte < node.end_byte:
            position += child.type != "comment"
            continue
        if child.type == "keyword_argument":
            return _key_of(resolver, [child], node)
        inner = unwrap(child)
        if inner is not None and inner.id == node.id:
            return position
        if inner is not None and inner.type == "array" and any(item.id == node.id for item in inner.named_children):
            return position
        return _key_of(resolver, inner.named_children, node) if inner is not None and inner.type == "object" else None
    return None


def _key_of(resolver: Resolver, pairs: list[Node], node: Node) -> str | None:
    for pair in pairs:
        value = pair if pair.type == "method_definition" else pair.child_by_field_name("value")
        key = pair.child_by_field_name("key") or pair.child_by_field_name("name")
        if value is not None and key is not None and value.id == node.id:
            return key_name(resolver, key)
    return None


def string_value(resolver: Resolver, node: Node) -> str:
    """Give the content of a string literal, escapes left as written."""
    children = node.named_children
    if children and children[0].type == "string_start":
        start, end = children[0].end_byte, children[-1].start_byte
        return resolver.slice(start, max(start, end))[:MAX_VALUE]
    return resolver.text(node)[1:-1][:MAX_VALUE]
