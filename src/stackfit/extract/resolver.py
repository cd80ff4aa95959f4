"""From an expression to a dotted name: follows member access, calls, imports, bindings and annotations."""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from stackfit.extract.chains import describe
from stackfit.extract.computed import COMPUTED, applied
from stackfit.extract.elements import call_method, strip_elements, take
from stackfit.extract.members import Members
from stackfit.extract.names import CALLS, MAX_DEPTH, MAX_TEXT, MEMBERS, NAMES, NULLS, WRAPPERS, unwrap
from stackfit.extract.scopes import LOCAL, SELF, Definition, Scope, agree, select

_CHOICES = frozenset(("conditional_expression", "ternary_expression", "boolean_operator", "binary_expression"))
AnnotationReader = Callable[["Resolver", Node, Scope], str]


class Resolver(Members):
    """Resolves the expressions of one file. `builtin` names a free name ("" where it is not a builtin)."""

    def __init__(self, data: bytes, builtin: Callable[[str], str], annotation: AnnotationReader) -> None:
        super().__init__(data)
        self._builtin = builtin
        self._annotation = annotation
        self.specifiers: set[str] = set()
        self.scopes: dict[int, Scope] = {}

    def chain(self, node: Node, scope: Scope) -> tuple[str, str]:
        """Give an expression as written ("self.client.get") and resolved ("requests.Session().get"), "" if unknown."""
        kind = node.type
        if kind in NAMES:
            text = self.text(node)
            return text, self.lookup(text, scope, node.start_byte)
        plain = self.plain(node) if kind in MEMBERS else None
        if plain is not None:
            head, parts = plain
            return head + "".join(parts), self.follow(self.lookup(head, scope, node.start_byte), parts)
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
        return written, self._follow_base(base, parts, scope)

    def resolve(self, node: Node | None, scope: Scope) -> str:
        """Give the resolved name of an expression, "" if unknown."""
        return publish(self.name(node, scope))

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
        kind = node.type
        if kind in NAMES:
            return self.lookup(self.text(node), scope, node.start_byte)
        plain = self.plain(node) if kind in MEMBERS else None
        if plain is not None:
            return self.follow(self.lookup(plain[0], scope, node.start_byte), plain[1])
        inner = unwrap(node)
        if inner is None:
            return ""
        computed = COMPUTED.get(inner.type)
        if computed is not None:
            text = computed(self, inner, scope)
            if text or inner.type != "call":
                return text
        elif inner.type in _CHOICES:
            return self._choice(inner, scope)
        split = self.split(node if node.type in WRAPPERS else inner)
        return self._follow_base(*split, scope) if split else ""

    def _follow_base(self, base: Node, parts: list[str], scope: Scope) -> str:
        given = applied(self, base, scope) if base.type in CALLS and parts[:1] == ["()"] else ""
        if given:
            return self.follow(given, parts[1:])
        text = self._base(base, scope)
        if text == "builtins.super" and len(parts) > 1 and parts[0] == "()":
            return self.follow(self.above(scope, parts[1][1:]), parts[2:])
        return self.follow(text, parts)

    def _choice(self, node: Node, scope: Scope) -> str:
        if node.type in ("conditional_expression", "ternary_expression"):
            return self._either(node, scope)
        return self._default(node, scope)

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
        if node.type in NAMES:
            return self.lookup(self.text(node), scope, node.start_byte)
        return self.name(node, scope) if node.type in _CHOICES or node.type == "binary_operator" else ""

    def _module_or_call(self, node: Node, scope: Scope) -> str:
        """Give the module of `require` or `import`, else what an earlier look at this call found."""
        imported = self.imported_module(node)
        if imported:
            return imported
        required = self.required_module(node)
        if required:
            return "" if scope.find("require") else required
        return applied(self, node, scope) or self.known_calls.get(node.id, ("", ""))[1]

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
            text = self.annotated(definition.annotation, definition.scope)
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
        return publish(self.define(definition))

    def follow(self, text: str, parts: list[str]) -> str:
        """Go on from a known name through members and calls."""
        if not text:
            return ""
        for part in parts:
            text = self._step(text, part) if len(text) <= MAX_TEXT else ""
            if not text:
                return ""
        return text

    def _step(self, text: str, part: str) -> str:
        if part[0] == "[":
            return take(text, part)
        if part == "()":
            return self._call(text)
        known = self.member(text, part[1:]) if text[0] == "<" else None
        if known is not None:
            return known
        return text if part == ".default" and text in self.specifiers else text + part

    def _call(self, text: str) -> str:
        """Give the result of calling what `text` names; calling an instance of this class is not known."""
        if text.startswith(SELF):
            return ""
        known = self.called(text) if text.startswith(LOCAL) else call_method(text) if "{" in text else None
        return known or text + "()"

    def annotated(self, node: Node, scope: Scope) -> str:
        """Give the value that an annotation promises."""
        text = self._annotation(self, node, scope)
        return text and text + "()"


def publish(text: str) -> str:
    """Give a name as others see it: a receiver on its own is an instance of its class, elements are not told."""
    if "{" in text:
        text = strip_elements(text)
    return LOCAL + text.removeprefix(SELF) + "()" if text.startswith(SELF) else text
