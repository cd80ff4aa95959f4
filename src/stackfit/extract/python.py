"""Python source to facts."""

from __future__ import annotations

from tree_sitter import Node

from stackfit.extract.builtin_names import python_builtin
from stackfit.extract.grammars import capture, load_query, parse
from stackfit.extract.names import first_child
from stackfit.extract.python_imports import read_from_import, read_import
from stackfit.extract.python_names import read_parameters, receiver_kind, target_names
from stackfit.extract.scopes import LOCAL, SELF, Scope
from stackfit.extract.suppressions import read_suppressions
from stackfit.extract.walker import ClassDraft, DecoratorDraft, Frame, FunctionDraft, ParamDraft, Walker
from stackfit.model.facts import Class, FileFacts, Function, Import
from stackfit.model.kinds import Language

_IMPORT_ERRORS = (b"ImportError", b"ModuleNotFoundError", b"Exception")
_DYNAMIC = ("importlib.import_module", "builtins.__import__")


def extract_python(path: str, data: bytes) -> FileFacts:
    """The facts of one Python file."""
    tree = parse(Language.PYTHON, data)
    walker = PythonWalker(path, Language.PYTHON, data, tree.root_node, python_builtin)
    walker.walk(capture(load_query(Language.PYTHON), tree.root_node))
    facts = walker.finish(read_suppressions(Language.PYTHON, data, tree.root_node), tree.root_node.has_error)
    return _with_dynamic_imports(facts)


def _with_dynamic_imports(facts: FileFacts) -> FileFacts:
    found = [
        Import(call.args[0].value, None, None, call.line, call.column, call.function, dynamic=True)
        for call in facts.calls
        if call.resolved in _DYNAMIC and call.args and call.args[0].kind == "string"
    ]
    if not found:
        return facts
    names = {name: getattr(facts, name) for name in facts.__dataclass_fields__}
    imports = sorted((*facts.imports, *found), key=lambda item: (item.line, item.column, item.name or ""))
    return FileFacts(**{**names, "imports": tuple(imports)})


class PythonWalker(Walker):
    """The handlers for Python's captures."""

    ranks = {"body": -2, "loop": -1, "typing": -1, "block": 0, "arguments": 0, "call": 2}

    def on_import(self, node: Node, end: int) -> None:
        """`import a.b, c as d`."""
        for item in read_import(self.resolver, node):
            self._import(node, item.node, item.module, None, item.alias, item.text)

    def on_import_from(self, node: Node, end: int) -> None:
        """`from x import y as z`."""
        for item in read_from_import(self.resolver, node):
            self._import(node, item.node, item.module, item.name, item.alias, item.text)

    on_import_future = on_import_from

    def _import(self, statement: Node, node: Node, module: str, name: str | None, alias: str | None, text: str) -> None:
        top = self.top
        line, column = node.start_point[0] + 1, self.column(node)
        made = Import(module, name, alias, line, column, top.function, top.typing, top.guarded or top.fallback)
        self.imports.append(made)
        if alias is not None:
            self.define(alias, self.fixed(statement.end_byte, text))

    def on_decorated(self, node: Node, end: int) -> None:
        """Holds decorators until their function or class comes."""
        self.push(end, "decorated")

    def on_decorator(self, node: Node, end: int) -> None:
        """One decorator."""
        expression = first_child(node)
        if expression is None:
            return
        draft = DecoratorDraft(expression, self.top.scope, node.start_point[0] + 1)
        self.top.decorators.append(draft)
        frame = self.push(end, "decorator")
        frame.decorators = [draft]
        frame.expected, frame.expects = expression.id, "decorator"

    def on_function(self, node: Node, end: int) -> None:
        """A function, method or lambda."""
        top = self.top
        decorators = top.decorators if top.kind == "decorated" else []
        name_node = node.child_by_field_name("name")
        name = self.text(name_node) if name_node is not None else ""
        qualname = self.qualify(name or "<lambda>")
        owner = top.owner if top.scope.hidden else -1
        call, position = self.callback(node) if not name else (-1, -1)
        fact = Function(
            name=name,
            qualname=qualname,
            line=node.start_point[0] + 1,
            end_line=node.end_point[0] + 1,
            is_async=bool(name) and node.children[0].type == "async",
            is_generator=False,
            parent=top.function,
            owner=owner,
            argument_of=call,
            argument_position=position,
        )
        if name:
            self.define(name, self.fixed(-1 if owner >= 0 else node.start_byte, LOCAL + qualname))
            if owner >= 0:
                self.method(self.classes[owner].fact.qualname, name, qualname)
        params = read_parameters(self.resolver, node.child_by_field_name("parameters"))
        frame = self.push(end, "function", len(self.functions))
        frame.qualname = qualname
        self.functions.append(FunctionDraft(fact, params, top.scope, decorators))
        frame.scope = self._function_scope(frame, params, owner, decorators, name)

    def _function_scope(
        self, frame: Frame, params: list[ParamDraft], owner: int, decorators: list[DecoratorDraft], name: str
    ) -> Scope:
        """The scope of a body; the frame keeps it apart until `on_body`, defaults are evaluated outside."""
        scope = Scope(self.top.scope, function=True)
        kind = receiver_kind(name, [self.text(draft.node) for draft in decorators]) if owner >= 0 else ""
        for number, param in enumerate(params):
            made = self.definition(-1, param.default, param.annotation)
            if number == 0 and kind:
                text = (SELF if kind == "self" else LOCAL) + self.classes[owner].fact.qualname
                made = self.fixed(-1, text)
            made.block_end = frame.end
            scope.bind(param.name.lstrip("*"), made)
            if param.name.startswith("*"):
                made.text = ""
        frame.receiver = frame.qualname
        return scope

    def on_class(self, node: Node, end: int) -> None:
        """A class."""
        top = self.top
        name_node = node.child_by_field_name("name")
        name = self.text(name_node) if name_node is not None else ""
        qualname = self.qualify(name)
        superclasses = node.child_by_field_name("superclasses")
        bases = superclasses.named_children if superclasses is not None else []
        fact = Class(
            name=name,
            qualname=qualname,
            line=node.start_point[0] + 1,
            end_line=node.end_point[0] + 1,
            bases=(),
            parent=top.function,
            owner=top.owner if top.scope.hidden else -1,
        )
        self.define(name, self.fixed(node.start_byte, LOCAL + qualname))
        self.resolver.members.setdefault(qualname, {})
        frame = self.push(end, "class", len(self.classes))
        frame.qualname = qualname
        decorators = top.decorators if top.kind == "decorated" else []
        kept = [base for base in bases if base.type in ("identifier", "attribute", "subscript", "call")]
        self.classes.append(ClassDraft(fact, kept, top.scope, decorators))

    def on_block(self, node: Node, end: int) -> None:
        """The body of a function or class, or a block inside it."""
        if self.top.kind in ("function", "class"):
            self.on_body(node, end)
        else:
            super().on_block(node, end)

    def on_body(self, node: Node, end: int) -> None:
        """The body of a function or class: from here on names are its own."""
        outer = self.top
        frame = self.push(end, "body")
        frame.block_end = end
        frame.call, frame.loop = -1, False
        if outer.kind == "class":
            frame.scope = Scope(outer.scope, hidden=True)
            frame.owner = outer.index
        elif outer.kind == "function":
            frame.function = outer.index

    def on_call(self, node: Node, end: int) -> None:
        """A call."""
        target = node.child_by_field_name("function")
        arguments = node.child_by_field_name("arguments")
        if target is not None:
            self.add_call(node, target, arguments, end)

    def on_await(self, node: Node, end: int) -> None:
        """The call directly under `await` is awaited."""
        inner = first_child(node)
        while inner is not None and inner.type == "parenthesized_expression":
            inner = first_child(inner)
        if inner is not None and inner.type == "call":
            frame = self.push(end, "await")
            frame.expected, frame.expects = inner.id, "await"

    def on_yield(self, node: Node, end: int) -> None:
        """Makes the function a generator."""
        if self.top.function >= 0:
            draft = self.functions[self.top.function]
            draft.fact = draft.fact._replace(is_generator=True)

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
                for target, value in zip(targets, values):
                    if target.type in ("identifier", "attribute"):
                        self._assign(target, value, None, end)
            self._hide(left, end)

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

    def _class_named(self, name: str) -> str:
        """The class of this file whose instance (or self) a name is, as far as the walk knows it."""
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
        if target.type in ("identifier", "attribute"):
            self._assign(target, value, None, end)
        else:
            self._hide(target, end)

    def on_target(self, node: Node, end: int) -> None:
        """The target of `for`."""
        self._hide(node, end)

    def on_opaque(self, node: Node, end: int) -> None:
        """A name whose value is not known."""
        self._hide(node, end)

    def on_capture(self, node: Node, end: int) -> None:
        """A name in a `case` pattern."""
        if len(node.named_children) == 1:
            self._hide(node.named_children[0], end)

    def on_comprehension(self, node: Node, end: int) -> None:
        """A comprehension has its own names; without brackets of its own it is the argument of a call."""
        outer = self.top
        frame = self.push(end, "comprehension")
        frame.scope = Scope(outer.scope)
        if outer.kind == "call":
            frame.call = outer.index

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

    def on_try(self, node: Node, end: int) -> None:
        """Imports in a `try` that expects them to fail are optional."""
        for child in node.named_children:
            if child.type == "except_clause":
                head = self.data[child.start_byte : child.named_children[0].end_byte] if child.named_children else b""
                if b"import" not in head and (any(name in head for name in _IMPORT_ERRORS) or head[6:].lstrip()[:1] == b":"):
                    self.push(end, "try").guarded = True
                    return

    def on_fallback(self, node: Node, end: int) -> None:
        """An `except` clause."""
        self.push(end, "except").fallback = True

    def on_typing(self, node: Node, end: int) -> None:
        """The block under `if TYPE_CHECKING:`."""
        frame = self.push(end, "typing")
        frame.typing = True
