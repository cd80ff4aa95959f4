"""From an expression to a dotted name: follows member access, calls, imports, bindings and annotations."""

from __future__ import annotations

import re
from collections.abc import Callable

from tree_sitter import Node

from stackfit.extract.scopes import LOCAL, SELF, Definition, Scope, agree, select

MEMBERS = {
    "attribute": ("object", "attribute"),
    "member_expression": ("object", "property"),
    "nested_identifier": ("object", "property"),
    "nested_type_identifier": ("module", "name"),
}
CALLS = {"call": "function", "call_expression": "function", "new_expression": "constructor"}
WRAPPERS = frozenset(
    "parenthesized_expression await await_expression as_expression satisfies_expression non_null_expression "
    "instantiation_expression".split()
)
ASSIGNMENTS = {
    "assignment": "right",
    "assignment_expression": "right",
    "named_expression": "value",
    "type_assertion": "value",
}
NULLS = frozenset(("none", "null", "undefined"))
NAMES = frozenset(("identifier", "type_identifier", "this", "import", "shorthand_property_identifier"))
# Types that say nothing about the object beyond the first type they are given.
_TRANSPARENT = frozenset(
    f"{module}.{name}"
    for module in ("typing", "typing_extensions")
    for name in ("Optional", "Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly")
)
_UNION = ("typing.Union", "typing_extensions.Union")
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*\Z")
MAX_LINKS = 64
MAX_TEXT = 300
MAX_DEPTH = 40


def first_child(node: Node) -> Node | None:
    """The first named child that is not a comment."""
    for child in node.named_children:
        if child.type != "comment":
            return child
    return None


def unwrap(node: Node | None) -> Node | None:
    """The expression inside parentheses, `await`, casts and chained assignments."""
    for _ in range(MAX_LINKS):
        if node is None:
            return None
        if node.type in WRAPPERS:
            node = first_child(node)
        elif node.type in ASSIGNMENTS:
            node = node.child_by_field_name(ASSIGNMENTS[node.type]) or node.named_children[-1]
        else:
            return node
    return None


class Resolver:
    """Resolves the expressions of one file. `builtin` names a free name ("" where it is not a builtin)."""

    def __init__(self, data: bytes, builtin: Callable[[str], str]) -> None:
        self._data = data
        self._builtin = builtin
        self._depth = 0
        self.members: dict[str, dict[str, list[Definition]]] = {}
        self.specifiers: set[str] = set()
        self.known_calls: dict[int, tuple[str, str]] = {}

    def text(self, node: Node) -> str:
        """The source of a node."""
        return self._data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def slice(self, start: int, end: int) -> str:
        """The source between two offsets."""
        return self._data[start:end].decode("utf-8", "replace")

    def split(self, node: Node) -> tuple[Node, list[str]] | None:
        """The base of a chain and what is done with it: ".name", "()" or "[]" each; None beyond a sane length."""
        parts: list[str] = []
        for _ in range(MAX_LINKS):
            kind = node.type
            child: Node | None
            if kind in NAMES:
                break
            if kind in MEMBERS:
                base, member = MEMBERS[kind]
                child, name = node.child_by_field_name(base), node.child_by_field_name(member)
                parts.append("." + self.text(name) if name is not None else "[]")
            elif kind in CALLS:
                if self.required_module(node):
                    break
                parts.append("()")
                if node.id in self.known_calls:
                    break
                child = node.child_by_field_name(CALLS[kind])
            elif kind in WRAPPERS:
                child = first_child(node)
                if child is not None and self.imported_module(child):
                    node = child
                    break
            elif kind in ("subscript", "subscript_expression"):
                child = node.child_by_field_name("value") or node.child_by_field_name("object")
                parts.append(self._subscript(node))
            else:
                break
            if child is None:
                break
            node = child
        else:
            return None
        parts.reverse()
        return node, parts

    def _subscript(self, node: Node) -> str:
        index = node.child_by_field_name("index")
        if index is not None and index.type == "string":
            name = self.text(index)[1:-1]
            if _DOTTED.match(name):
                return "." + name
        return "[]"

    def required_module(self, node: Node) -> str:
        """The specifier of `require("m")`, "" for anything else."""
        function = node.child_by_field_name("function")
        if function is None or function.type != "identifier" or self.text(function) != "require":
            return ""
        return self._specifier(node)

    def imported_module(self, node: Node) -> str:
        """The specifier of `import("m")`, "" for anything else."""
        function = node.child_by_field_name("function") if node.type == "call_expression" else None
        return self._specifier(node) if function is not None and function.type == "import" else ""

    def _specifier(self, call: Node) -> str:
        arguments = call.child_by_field_name("arguments")
        first = first_child(arguments) if arguments is not None else None
        if first is None or first.type not in ("string", "template_string") or "${" in self.text(first):
            return ""
        return self.text(first)[1:-1].removeprefix("node:")

    def chain(self, node: Node, scope: Scope) -> tuple[str, str]:
        """An expression as written ("self.client.get") and resolved ("requests.Session().get"), "" if unknown."""
        if node.type in NAMES:
            text = self.text(node)
            return text, _publish(self.lookup(text, scope, node.start_byte))
        split = self.split(node)
        if split is None:
            return "", ""
        base, parts = split
        if base.id in self.known_calls and parts[:1] == ["()"]:
            written = self.known_calls[base.id][0]
        else:
            written = self.text(base) if base.type in NAMES else _describe(base)
        written += "".join(parts)
        if len(written) > MAX_TEXT:
            written = "<chain>" + parts[-1] if parts else "<chain>"
        return written, _publish(self._follow(self._base(base, scope), parts))

    def resolve(self, node: Node | None, scope: Scope) -> str:
        """The resolved name of an expression, "" if unknown."""
        return _publish(self.name(node, scope))

    def name(self, node: Node | None, scope: Scope) -> str:
        """As `resolve`, but the receiver of a method keeps its mark."""
        if node is None or self._depth >= MAX_DEPTH:
            return ""
        self._depth += 1
        try:
            return self._value(node, scope)
        finally:
            self._depth -= 1

    def _value(self, node: Node, scope: Scope) -> str:
        if node.type in NAMES:
            return self.lookup(self.text(node), scope, node.start_byte)
        inner = unwrap(node)
        if inner is None:
            return ""
        if inner.type in ("conditional_expression", "ternary_expression"):
            return self._either(inner, scope)
        if inner.type in ("boolean_operator", "binary_expression"):
            return self._default(inner, scope)
        split = self.split(node if node.type in WRAPPERS else inner)
        return self._follow(self._base(split[0], scope), split[1]) if split else ""

    def _either(self, node: Node, scope: Scope) -> str:
        """`a if x else b`: what both agree on, or the one that is not null."""
        children = [child for child in node.named_children if child.type != "comment"]
        if len(children) != 3:
            return ""
        first, second = (children[0], children[2]) if node.type == "conditional_expression" else children[1:]
        if second.type in NULLS:
            return self.name(first, scope)
        if first.type in NULLS:
            return self.name(second, scope)
        text = self.name(first, scope)
        return text if text == self.name(second, scope) else ""

    def _default(self, node: Node, scope: Scope) -> str:
        """`a or b`: either may be it, so the one that is known."""
        operator = node.child_by_field_name("operator")
        if operator is None or operator.type not in ("or", "||", "??"):
            return ""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        return self.name(left, scope) or self.name(right, scope)

    def _base(self, node: Node, scope: Scope) -> str:
        if node.type in CALLS:
            return self._module_or_call(node, scope)
        if node.type not in NAMES:
            return ""
        return self.lookup(self.text(node), scope, node.start_byte)

    def _module_or_call(self, node: Node, scope: Scope) -> str:
        """The module of `require` or `import`, else what an earlier look at this call found."""
        imported = self.imported_module(node)
        if imported:
            return imported
        required = self.required_module(node)
        if required:
            return "" if scope.find("require") else required
        return self.known_calls.get(node.id, ("", ""))[1]

    def lookup(self, name: str, scope: Scope, position: int) -> str:
        """What a name stands for at a position, "" if that is not known."""
        found = scope.find(name)
        if found is None:
            return self._builtin(name)
        definitions, outer = found
        if len(definitions) == 1:
            return self.define(definitions[0])
        return agree(select(definitions, -1 if outer else position), self.define)

    def define(self, definition: Definition) -> str:
        """The meaning of one definition; resolved once."""
        if definition.text is not None:
            return definition.text
        if definition.busy or self._depth >= MAX_DEPTH or definition.scope is None:
            return ""
        definition.busy = True
        self._depth += 1
        text = ""
        if definition.annotation is not None:
            text = self.annotation(definition.annotation, definition.scope)
            text = text and text + "()"
        if not text and definition.node is not None:
            text = self.name(definition.node, definition.scope)
        if definition.path:
            text = self._follow(text, list(definition.path))
        self._depth -= 1
        definition.busy = False
        definition.text = text
        return text

    def publish(self, definition: Definition) -> str:
        """The meaning of a definition as others see it."""
        return _publish(self.define(definition))

    def _follow(self, text: str, parts: list[str]) -> str:
        if not text:
            return ""
        for part in parts:
            if part == "[]" or len(text) > MAX_TEXT:
                return ""
            if part == "()":
                text = _called(text)
                continue
            known = self._member(text, part[1:]) if text[0] == "<" else None
            if known is None:
                text += "" if part == ".default" and text in self.specifiers else part
            else:
                text = known
            if not text:
                return ""
        return text

    def _member(self, text: str, name: str) -> str | None:
        """A member of a class or object of this file; None where it has to be spelt out."""
        own = text.startswith(SELF)
        owner = text.removeprefix(SELF) if own else text.removeprefix(LOCAL).removesuffix("()")
        definitions = self.members.get(owner, {}).get(name)
        if not definitions:
            return "" if own else None
        if text.endswith("()") and any(definition.method for definition in definitions):
            return None
        return agree(select(definitions, -1), self.define)

    def annotation(self, node: Node, scope: Scope) -> str:
        """The class that a type annotation names, "" for unions of several and for anything computed."""
        for _ in range(MAX_LINKS):
            kind = node.type
            child: Node | None
            if kind in ("type", "type_annotation", "parenthesized_type", "parenthesized_expression", "readonly_type"):
                child = first_child(node)
            elif kind in ("binary_operator", "union_type"):
                child = _only(node)
            elif kind in ("generic_type", "subscript"):
                child = self._generic(node, scope)
            elif kind == "string":
                written = self.text(node).strip("\"'")
                return self._dotted(written, scope, node.start_byte) if _DOTTED.match(written) else ""
            elif kind in MEMBERS or kind in NAMES:
                return self.name(node, scope)
            else:
                return ""
            if child is None:
                return ""
            node = child
        return ""

    def _dotted(self, written: str, scope: Scope, position: int) -> str:
        head, *rest = written.split(".")
        return self._follow(self.lookup(head, scope, position), ["." + part for part in rest])

    def _generic(self, node: Node, scope: Scope) -> Node | None:
        """`Optional[X]` is X, `Union[X, None]` is X; of any other generic type the class itself."""
        children = [child for child in node.named_children if child.type not in ("comment", "type_arguments")]
        if not children:
            return None
        if len(children) > 1:
            given = children[1:]
            if children[1].type == "type_parameter":
                given = [child for child in children[1].named_children if child.type != "comment"]
            outer = self.name(children[0], scope)
            if outer in _TRANSPARENT:
                return given[0]
            if outer in _UNION:
                kept = [child for child in given if self.text(child) != "None"]
                return kept[0] if len(kept) == 1 else None
        return children[0]


def _publish(text: str) -> str:
    """A receiver on its own is an instance of its class."""
    return LOCAL + text.removeprefix(SELF) + "()" if text.startswith(SELF) else text


def _only(node: Node) -> Node | None:
    """The one type of `X | None`."""
    kept = [child for child in node.named_children if not _is_null_type(child)]
    return kept[0] if len(kept) == 1 else None


def _is_null_type(node: Node) -> bool:
    return node.type in NULLS or (node.type == "literal_type" and node.named_children[0].type in NULLS)


def _called(text: str) -> str:
    """The result of calling what `text` names; calling an instance of this class is not known."""
    return "" if text.startswith(SELF) else text + "()"


def _describe(node: Node) -> str:
    kind = node.type
    if kind in ("string", "template_string", "concatenated_string"):
        return '""'
    if kind in CALLS:
        return "require()" if kind == "call_expression" else "()"
    return "super" if kind == "super" else "<expr>"
