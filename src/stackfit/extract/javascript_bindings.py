"""What JavaScript names stand for: declarations, assignments, object literals."""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from stackfit.extract.arguments import key_name
from stackfit.extract.javascript_modules import ModuleWalker
from stackfit.extract.javascript_names import FUNCTIONS, bound_names
from stackfit.extract.names import MAX_TEXT, unwrap
from stackfit.extract.scopes import LOCAL, SELF, Definition, Scope
from stackfit.model.kinds import Language

_NAMED = FUNCTIONS | {"class", "object"}
_MAX_TARGET = 200


class BindingWalker(ModuleWalker):
    """The handlers for what binds."""

    def __init__(self, path: str, language: Language, data: bytes, root: Node, builtin: Callable[[str], str]) -> None:
        super().__init__(path, language, data, root, builtin)
        self.named: dict[int, tuple[str, str, str]] = {}

    def on_constant(self, node: Node, end: int) -> None:
        """`const x = value`, `let x`."""
        self._declare(node, end, self.top.scope)

    def on_variable(self, node: Node, end: int) -> None:
        """`var x = value` belongs to the function."""
        self._declare(node, end, self.top.scope.enclosing_function())

    def _declare(self, node: Node, end: int, scope: Scope) -> None:
        pattern, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        annotation = node.child_by_field_name("type")
        if pattern is None:
            return
        if pattern.type != "identifier":
            self._destructure(pattern, value, end, scope)
            return
        name = self.text(pattern)
        made = self._valued(end, name, self.qualify(name), value, annotation)
        if value is None and annotation is None:
            made = self.definition(-1, None)
            made.empty = True
        self.define(name, made, scope)
        if value is not None and not self.claim_require(node, pattern, value):
            self.add_binding(name, pattern, value, annotation)

    def _destructure(self, pattern: Node, value: Node | None, end: int, scope: Scope) -> None:
        claimed = value is not None and self.claim_require(pattern, pattern, value)
        for bound in bound_names(self.resolver, pattern):
            known = value if bound.path is not None else None
            made = self.definition(end, known, None, bound.path or ())
            self.define(bound.name, made, scope)
            if known is not None and not claimed:
                self.add_binding(bound.name, bound.node, value, path=bound.path or ())

    def _valued(self, end: int, name: str, qualname: str, value: Node | None, annotation: Node | None) -> Definition:
        """Give a definition; functions, classes and objects of this file become known by their name."""
        inner = unwrap(value)
        if inner is not None and inner.type in _NAMED:
            receiver = SELF + qualname if name[:1].isupper() else ""
            self.named.setdefault(inner.id, (name, qualname, receiver))
            return self.fixed(end, LOCAL + self.named[inner.id][1])
        base, added = self.assigned(inner)
        if added:
            literals = [item for item in (base, *added) if item is not None and item.type in _NAMED]
            for item in literals:
                self.named.setdefault(item.id, (name, qualname, ""))
            return self.fixed(end, LOCAL + qualname)
        return self.definition(end, value, annotation)

    def hide(self, pattern: Node, end: int) -> None:
        """Names bound to what is not known."""
        for bound in bound_names(self.resolver, pattern):
            self.define(bound.name, self.definition(end, None))

    def on_object(self, node: Node, end: int) -> None:
        """Handle an object literal: its functions get names, and members if the object has one."""
        known = self.named.get(node.id)
        owner = known[1] if known else ""
        if owner:
            self.resolver.members.setdefault(owner, {})
        for child in node.named_children:
            key = child.child_by_field_name("key") or child.child_by_field_name("name")
            value = child if child.type == "method_definition" else child.child_by_field_name("value")
            if child.type == "shorthand_property_identifier":
                key = value = child
            if key is None or value is None or key.type == "computed_property_name" or len(owner) > MAX_TEXT:
                continue
            name = key_name(self.resolver, key)
            if owner:
                self.assign_member(owner, name, value, None)
                if owner in self.tables and value.type not in FUNCTIONS:
                    self.add_binding(f"{owner}[]", child, value)
            elif value.type in FUNCTIONS:
                self.named[value.id] = (name, self.qualify(name), "")

    def assign_member(self, owner: str, name: str, value: Node | None, annotation: Node | None) -> None:
        """`name` of a class or object of this file is `value`."""
        inner = unwrap(value)
        qualname = f"{owner}.{name}"
        if inner is not None and inner.type in _NAMED:
            self.named.setdefault(inner.id, (name, qualname, SELF + owner if inner.type != "object" else ""))
            qualname = self.named[inner.id][1]
            if inner.type in FUNCTIONS:
                self.method(owner, name, qualname)
            else:
                self.member(owner, name, self.fixed(-1, LOCAL + qualname))
        elif value is not None or annotation is not None:
            self.member(owner, name, self.definition(-1, value, annotation))

    def on_assignment(self, node: Node, end: int) -> None:
        """`x = value`, `this.x = value`, `exports.x = value`, `Foo.prototype.x = value`."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None or left.end_byte - left.start_byte > _MAX_TARGET:
            return
        if left.type == "identifier":
            name = self.text(left)
            if name == "exports":
                return
            made = self._valued(end, name, self.qualify(name), right, None)
            self._scope_of(name).bind(name, made)
            if not self.claim_require(node, left, right):
                self.add_binding(name, left, right)
        elif left.type in ("object_pattern", "array_pattern"):
            for bound in bound_names(self.resolver, left):
                known = right if bound.path is not None else None
                self._scope_of(bound.name).bind(bound.name, self.definition(end, known, None, bound.path or ()))
        elif left.type == "member_expression":
            self._assign_member_expression(node, left, right)

    def _scope_of(self, name: str) -> Scope:
        scope: Scope = self.top.scope
        while scope.parent is not None and name not in scope.names:
            scope = scope.parent
        return scope

    def _assign_member_expression(self, node: Node, left: Node, right: Node) -> None:
        target = "".join(self.text(left).split())
        if self.export_assignment(target, left, right):
            return
        base, _, name = target.rpartition(".")
        owner = self._owner_named(base.removesuffix(".prototype"))
        if not owner and base.endswith(".prototype"):
            owner = self.qualify(base.removesuffix(".prototype"))
        inner = unwrap(right)
        if target.endswith(".prototype") and inner is not None and inner.type == "object":
            self.named.setdefault(inner.id, (base, self.qualify(base), ""))
        elif owner:
            self.assign_member(owner, name, right, None)
        elif inner is not None and inner.type in FUNCTIONS:
            self.named.setdefault(inner.id, (name, self.qualify(target), ""))
        index = self._class_index(owner) if base == "this" and owner else -1
        if not self.claim_require(node, left, right):
            self.add_binding(target, left, right, owner=index)

    def _owner_named(self, name: str) -> str:
        """Give the class or object of this file that a name (or `this`) stands for, as far as the walk knows it."""
        found = self.top.scope.find(name)
        text = (found[0][0].text or "") if found else ""
        return text.removeprefix(SELF).removeprefix(LOCAL) if text.startswith("<") else ""

    def _class_index(self, qualname: str) -> int:
        for index in range(len(self.classes) - 1, -1, -1):
            if self.classes[index].fact.qualname == qualname:
                return index
        return -1
