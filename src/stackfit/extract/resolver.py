"""From an expression to a dotted name: follows member access, calls, imports, bindings and annotations."""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from stackfit.extract.chains import Chains, describe
from stackfit.extract.names import CALLS, MAX_DEPTH, MAX_TEXT, NAMES, NULLS, WRAPPERS, unwrap
from stackfit.extract.scopes import LOCAL, SELF, Definition, Scope, agree, select

AnnotationReader = Callable[["Resolver", Node, Scope], str]


class Resolver(Chains):
    """Resolves the expressions of one file. `builtin` names a free name ("" where it is not a builtin)."""

    def __init__(self, data: bytes, builtin: Callable[[str], str], annotation: AnnotationReader) -> None:
        super().__init__(data)
        self._builtin = builtin
        self._annotation = annotation
        self._depth = 0
        self.members: dict[str, dict[str, list[Definition]]] = {}
        self.specifiers: set[str] = set()

    def chain(self, node: Node, scope: Scope) -> tuple[str, str]:
        """Give an expression as written ("self.client.get") and resolved ("requests.Session().get"), "" if unknown."""
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
            written = self.text(base) if base.type in NAMES else describe(base)
        written += "".join(parts)
        if len(written) > MAX_TEXT:
            written = "<chain>" + parts[-1] if parts else "<chain>"
        return written, _publish(self.follow(self._base(base, scope), parts))

    def resolve(self, node: Node | None, scope: Scope) -> str:
        """Give the resolved name of an expression, "" if unknown."""
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
        return self.follow(self._base(split[0], scope), split[1]) if split else ""

    def _either(self, node: Node, scope: Scope) -> str:
        """Give `a if x else b`: what both agree on, or the one that is not null."""
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
        """Give `a or b`: either may be it, so the one that is known."""
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
        """Give the module of `require` or `import`, else what an earlier look at this call found."""
        imported = self.imported_module(node)
        if imported:
            return imported
        required = self.required_module(node)
        if required:
            return "" if scope.find("require") else required
        return self.known_calls.get(node.id, ("", ""))[1]

    def lookup(self, name: str, scope: Scope, position: int) -> str:
        """Tell what a name stands for at a position, "" if that is not known."""
        found = scope.find(name)
        if found is None:
            return self._builtin(name)
        definitions, outer = found
        if len(definitions) == 1:
            return self.define(definitions[0])
        return agree(select(definitions, -1 if outer else position), self.define)

    def define(self, definition: Definition) -> str:
        """Give the meaning of one definition; resolved once."""
        if definition.text is not None:
            return definition.text
        if definition.busy or self._depth >= MAX_DEPTH or definition.scope is None:
            return ""
        definition.busy = True
        self._depth += 1
        text = ""
        if definition.annotation is not None:
            text = self._annotation(self, definition.annotation, definition.scope)
            text = text and text + "()"
        if not text and definition.node is not None:
            text = self.name(definition.node, definition.scope)
        if definition.path:
            text = self.follow(text, list(definition.path))
        self._depth -= 1
        definition.busy = False
        definition.text = text
        return text

    def publish(self, definition: Definition) -> str:
        """Give the meaning of a definition as others see it."""
        return _publish(self.define(definition))

    def follow(self, text: str, parts: list[str]) -> str:
        """Go on from a known name through members and calls."""
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
        """Give a member of a class or object of this file; None where it has to be spelt out."""
        own = text.startswith(SELF)
        owner = text.removeprefix(SELF) if own else text.removeprefix(LOCAL).removesuffix("()")
        definitions = self.members.get(owner, {}).get(name)
        if not definitions:
            return "" if own else None
        if text.endswith("()") and any(definition.method for definition in definitions):
            return None
        return agree(select(definitions, -1), self.define)


def _publish(text: str) -> str:
    """Give a receiver on its own is an instance of its class."""
    return LOCAL + text.removeprefix(SELF) + "()" if text.startswith(SELF) else text


def _called(text: str) -> str:
    """Give the result of calling what `text` names; calling an instance of this class is not known."""
    return "" if text.startswith(SELF) else text + "()"
