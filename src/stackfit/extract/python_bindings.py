"""What Python names stand for: assignments, `with`, `for`, `global`."""

from __future__ import annotations

from tree_sitter import Node

from stackfit.extract.names import first_child
from stackfit.extract.python_names import target_names
from stackfit.extract.scopes import LOCAL, SELF
from stackfit.extract.walker import Walker


class PythonBindings(Walker):
    """The handlers for what binds."""

    def on_assignment(self, node: Node, end: int) -> None:
        """`x = value`, `x: T = value`, `self.x = value`, `a, b = values`."""
        left = node.child_by_field_name("left")
        if left is not None:
            self._assign(left, node.child_by_field_name("right"), node.child_by_field_name("type"), end)

    def _assign(self, left: Node, right: Node | None, annotation: Node | None, end: int) -> None:
        if left.type == "identifier":
            self._assign_name(left, right, annotation, end)
        elif left.type == "attribute":
            self._assign_attribute(left, right, annotation, end)
        elif right is not None and left.type in ("pattern_list", "tuple_pattern", "list_pattern"):
            targets, values = left.named_children, right.named_children
            if right.type in ("expression_list", "tuple", "list") and len(targets) == len(values):
                for target, value in zip(targets, values, strict=True):
                    if target.type in ("identifier", "attribute"):
                        self._assign(target, value, None, end)
            elif len(targets) == 2:
                self._unpack(targets, right, end, ())
            self._hide(left, end)

    def _unpack(self, targets: list[Node], value: Node, start: int, path: tuple[str, ...]) -> None:
        """`a, b = pair`."""
        scope = self.top.scope if self.top.kind == "comprehension" else self.top.scope.enclosing_function()
        for place, target in enumerate(targets):
            if target.type == "identifier":
                made = self.definition(start, value, path=(*path, f"[{place}]"))
                self.define(self.text(target), made, scope)

    def _assign_name(self, left: Node, right: Node | None, annotation: Node | None, end: int) -> None:
        top = self.top
        name = self.text(left)
        scope = top.scope.enclosing_function()
        made = self.definition(end, right, annotation)
        self.define(name, made, scope)
        owner = top.owner if scope.hidden else -1
        if owner >= 0:
            self.member(self.classes[owner].fact.qualname, name, made)
        self.add_binding(name, left, right, annotation, owner)
        self._note_table(name, right, owner)

    def _note_table(self, name: str, value: Node | None, owner: int) -> None:
        """Note what a table of functions holds: `{"start": start, "stop": stop}`, where an element of it is called."""
        if value is None or value.type != "dictionary" or not self.tables:
            return
        if not {name, f"self.{name}", f"cls.{name}"}.isdisjoint(self.tables):
            for pair in value.named_children:
                item = pair.child_by_field_name("value")
                if item is not None and item.type in ("identifier", "attribute"):
                    self.add_binding(f"{name}[]", pair, item, owner=owner)

    def _assign_attribute(self, left: Node, right: Node | None, annotation: Node | None, end: int) -> None:
        base, name = left.child_by_field_name("object"), left.child_by_field_name("attribute")
        if base is None or name is None:
            return
        owner = -1
        if base.type == "identifier":
            qualname = self._class_named(self.text(base))
            if qualname:
                owner = self._class_index(qualname)
                self.member(qualname, self.text(name), self.definition(end, right, annotation))
        self.add_binding(self.text(left), left, right, annotation, owner)
        self._note_table(self.text(left), right, owner)

    def _class_named(self, name: str) -> str:
        """Give the class of this file whose instance (or self) a name is, as far as the walk knows it."""
        found = self.top.scope.find(name)
        text = (found[0][0].text or "") if found else ""
        qualname = text.removeprefix(SELF).removeprefix(LOCAL)
        return qualname if text.startswith("<") and qualname in self.resolver.members else ""

    def _class_index(self, qualname: str) -> int:
        for index in range(len(self.classes) - 1, -1, -1):
            if self.classes[index].fact.qualname == qualname:
                return index
        return -1

    def _hide(self, pattern: Node, end: int) -> None:
        """Names bound to parts of a value: known to be bound, to what is not."""
        scope = self.top.scope
        if pattern.type != "identifier" or self.top.kind not in ("comprehension", "loop"):
            scope = scope.enclosing_function() if self.top.kind != "comprehension" else scope
        for name in target_names(self.resolver, pattern):
            already = scope.names.get(name)
            if not already or already[-1].start != end:
                self.define(name, self.definition(end, None), scope)

    def on_walrus(self, node: Node, end: int) -> None:
        """`(x := value)`."""
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is not None and value is not None:
            self._assign_name(name, value, None, end)

    def on_with(self, node: Node, end: int) -> None:
        """`with value as x`: entering is taken to give the value itself."""
        value, alias = first_child(node), node.child_by_field_name("alias")
        target = first_child(alias) if alias is not None else None
        if value is None or target is None:
            return
        if target.type == "identifier":
            made = self.definition(end, value, path=("[with]",))
            self.define(self.text(target), made, self.top.scope.enclosing_function())
            self.add_binding(self.text(target), target, value, path=("[with]",))
        elif target.type == "attribute":
            self._assign(target, value, None, end)
        else:
            self._hide(target, end)

    def on_target(self, node: Node, end: int) -> None:
        """Handle the target of `for`: an element of what is iterated over."""
        right = node.parent.child_by_field_name("right") if node.parent is not None else None
        if right is None:
            self._hide(node, end)
            return
        scope = self.top.scope if self.top.kind == "comprehension" else self.top.scope.enclosing_function()
        if node.type == "identifier":
            self.define(self.text(node), self.definition(right.end_byte, right, path=("[*]",)), scope)
            return
        if node.type in ("pattern_list", "tuple_pattern") and len(node.named_children) == 2:
            self._unpack(node.named_children, right, right.end_byte, ("[*]",))
        self._hide(node, right.end_byte)

    def on_opaque(self, node: Node, end: int) -> None:
        """Handle a name whose value is not known: that of a caught exception, or after `+=`."""
        self.top.scope.enclosing_function().bind(self.text(node), self.definition(end, None))

    def on_capture(self, node: Node, end: int) -> None:
        """Handle a name in a `case` pattern."""
        if len(node.named_children) == 1:
            self._hide(node.named_children[0], end)

    def on_global(self, node: Node, end: int) -> None:
        """`global x`."""
        for child in node.named_children:
            self.top.scope.enclosing_function().redirect[self.text(child)] = self.module

    def on_nonlocal(self, node: Node, end: int) -> None:
        """`nonlocal x`."""
        scope = self.top.scope.enclosing_function()
        for child in node.named_children:
            name, outer = self.text(child), scope.parent
            while outer is not None and name not in outer.names:
                outer = outer.parent
            if outer is not None:
                scope.redirect[name] = outer
