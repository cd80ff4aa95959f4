"""JavaScript and TypeScript source to facts: what nests (functions, classes, calls, loops, blocks)."""

from __future__ import annotations

from typing import ClassVar

from tree_sitter import Node

from stackfit.extract.arguments import key_name
from stackfit.extract.branches import BRANCH, measure
from stackfit.extract.builtin_names import javascript_global
from stackfit.extract.frames import ClassDraft, DecoratorDraft, Frame, FunctionDraft, ParamDraft, Span
from stackfit.extract.freeze import freeze
from stackfit.extract.grammars import capture, load_query, parse
from stackfit.extract.javascript_bindings import BindingWalker
from stackfit.extract.javascript_names import read_parameters
from stackfit.extract.names import CALLS, first_child
from stackfit.extract.patterns import read_pattern
from stackfit.extract.scopes import LOCAL, SELF, Scope
from stackfit.extract.suppressions import read_suppressions
from stackfit.extract.swallows import find_swallow
from stackfit.model.facts import Class, FileFacts, Function
from stackfit.model.kinds import Language

_PROPERTY_MODIFIERS = ("accessibility_modifier", "readonly", "override_modifier")


def extract_javascript(path: str, language: Language, data: bytes) -> FileFacts:
    """Give the facts of one JavaScript or TypeScript file."""
    tree = parse(language, data)
    walker = JavaScriptWalker(path, language, data, tree.root_node, javascript_global)
    captures = capture(load_query(language), tree.root_node)
    branches = captures.pop(BRANCH, [])
    walker.walk(captures)
    facts = freeze(walker, read_suppressions(language, data, tree.root_node), tree.root_node.has_error)
    walker.module.dissolve()
    return measure(facts, walker, branches)


class JavaScriptWalker(BindingWalker):
    """The handlers for what nests: functions, classes, calls, loops, blocks."""

    ranks: ClassVar[dict[str, int]] = {
        "body": -3,
        "class_body": -3,
        "loop": -2,
        "guarded": -2,
        "block": -1,
        "call": 2,
    }

    def on_function(self, node: Node, end: int) -> None:
        """Handle a function, method or arrow function."""
        top = self.top
        name, qualname, receiver = self._identify(node)
        owner = top.owner if node.type == "method_definition" and top.kind == "class_body" else -1
        call, position = self.callback(node)
        fact = Function(
            name=name,
            qualname=qualname,
            line=node.start_point[0] + 1,
            end_line=node.end_point[0] + 1,
            is_async=any(child.type == "async" for child in node.children[:4]),
            is_generator=any(child.type == "*" for child in node.children[:5]),
            parent=top.function,
            owner=owner,
            argument_of=call,
            argument_position=position,
        )
        parameters = node.child_by_field_name("parameters") or node.child_by_field_name("parameter")
        params = read_parameters(self.resolver, parameters)
        decorators, top.decorators = top.decorators, []
        frame = self.push(end, "function", len(self.functions))
        frame.qualname, frame.decorators = qualname, decorators
        self.functions.append(FunctionDraft(fact, params, top.scope, decorators))
        self.spans.append(Span(node.start_byte, end, _gives_an_expression(node)))
        frame.scope = self._function_scope(node, frame, params, receiver)
        self._parameter_properties(node, parameters, owner)

    def _identify(self, node: Node) -> tuple[str, str, str]:
        """Name, qualified name, and what `this` is; binds the names of declarations and methods."""
        top = self.top
        named = node.child_by_field_name("name")
        name = key_name(self.resolver, named) if named is not None else ""
        if node.id in self.named:
            return self.named[node.id]
        qualname = self.qualify(name or "<anonymous>")
        if node.type == "method_definition" and top.kind == "class_body":
            owner = self.classes[top.owner].fact.qualname
            self.method(owner, name, qualname)
            static = any(child.type == "static" for child in node.children[:3])
            return name, qualname, (LOCAL if static else SELF) + owner
        if node.type.endswith("_declaration"):
            self.define(name, self.fixed(-1, LOCAL + qualname))
        return name, qualname, SELF + qualname if name[:1].isupper() else ""

    def _function_scope(self, node: Node, frame: Frame, params: list[ParamDraft], receiver: str) -> Scope:
        scope = Scope(self.top.scope, function=True)
        own = node.child_by_field_name("name")
        if own is not None and node.type in ("function_expression", "generator_function"):
            scope.bind(self.text(own), self.fixed(-1, LOCAL + frame.qualname))
        if node.type != "arrow_function":
            if receiver.startswith(SELF):
                self.resolver.members.setdefault(receiver.removeprefix(SELF), {})
            scope.bind("this", self.fixed(-1, receiver))
        for param in params:
            for name in param.name.strip("{}.").split(","):
                simple = name == param.name
                made = self.definition(-1, param.default if simple else None, param.annotation if simple else None)
                made.block_end = frame.end
                scope.bind(name, made)
        return scope

    def _parameter_properties(self, node: Node, parameters: Node | None, owner: int) -> None:
        """TypeScript's `constructor(private http: Http)` sets `this.http`."""
        if owner < 0 or parameters is None or self.functions[-1].fact.name != "constructor":
            return
        for child in parameters.named_children:
            if child.type not in ("required_parameter", "optional_parameter"):
                continue
            if not any(part.type in _PROPERTY_MODIFIERS for part in child.children):
                continue
            pattern, annotation = child.child_by_field_name("pattern"), child.child_by_field_name("type")
            if pattern is None or pattern.type != "identifier":
                continue
            name, value = self.text(pattern), child.child_by_field_name("value")
            self.member(self.classes[owner].fact.qualname, name, self.definition(-1, value, annotation))
            self.add_binding("this." + name, pattern, value, annotation, owner)

    def on_class(self, node: Node, end: int) -> None:
        """Handle a class."""
        top = self.top
        named = node.child_by_field_name("name")
        name = self.text(named) if named is not None else ""
        qualname = self.qualify(name or "<anonymous>")
        if node.id in self.named:
            name, qualname = self.named[node.id][:2]
        elif node.type != "class":
            self.define(name, self.fixed(-1, LOCAL + qualname))
        decorators, top.decorators = top.decorators, []
        fact = Class(
            name=name,
            qualname=qualname,
            line=node.start_point[0] + 1,
            end_line=node.end_point[0] + 1,
            bases=(),
            parent=top.function,
            owner=top.owner if top.kind == "class_body" else -1,
        )
        self.resolver.members.setdefault(qualname, {})
        frame = self.push(end, "class", len(self.classes))
        frame.qualname, frame.decorators = qualname, decorators
        self.classes.append(ClassDraft(fact, _bases(node), top.scope, decorators))

    def on_class_body(self, node: Node, end: int) -> None:
        """Fields and methods; `this` is the instance."""
        outer = self.top
        if outer.kind != "class":
            return
        frame = self.push(end, "class_body", outer.index)
        frame.owner = outer.index
        frame.call, frame.loop = -1, False
        frame.scope = Scope(outer.scope)
        frame.scope.bind("this", self.fixed(-1, SELF + self.classes[outer.index].fact.qualname))

    def on_field(self, node: Node, end: int) -> None:
        """Handle a class field."""
        name = node.child_by_field_name("name") or node.child_by_field_name("property")
        owner = self.top.owner
        if name is None or owner < 0:
            return
        value, annotation = node.child_by_field_name("value"), node.child_by_field_name("type")
        qualname = self.classes[owner].fact.qualname
        self.assign_member(qualname, key_name(self.resolver, name), value, annotation)
        self.add_binding("this." + self.text(name), node, value, annotation, owner)
        self.push(end, "field")

    def on_body(self, node: Node, end: int) -> None:
        """Handle the body of a function."""
        outer = self.top
        if outer.kind != "function":
            return
        frame = self.push(end, "body")
        frame.function = outer.index
        frame.block_end = end
        frame.call, frame.loop, frame.guarded, frame.tried = -1, False, outer.guarded, False

    def on_decorator(self, node: Node, end: int) -> None:
        """Handle a decorator of a class or method; those of fields and parameters are calls like any other."""
        expression = first_child(node)
        if expression is None:
            return
        draft = DecoratorDraft(expression, self.top.scope, node.start_point[0] + 1)
        in_method = self.top.kind == "function" and self.language is Language.JAVASCRIPT
        if self.top.kind in ("class", "class_body", "export") or in_method:
            self.top.decorators.append(draft)
        frame = self.push(end, "decorator")
        frame.decorators = [draft]
        frame.expected, frame.expects = expression.id, "decorator"

    def on_call(self, node: Node, end: int) -> None:
        """Handle a call or `new`."""
        target = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        arguments = node.child_by_field_name("arguments")
        if target is None:
            return
        self.read_module_call(node, target)
        self.add_call(node, target, arguments, end)

    def on_await(self, node: Node, end: int) -> None:
        """The call directly under `await` is awaited."""
        inner = first_child(node)
        while inner is not None and inner.type == "parenthesized_expression":
            inner = first_child(inner)
        if inner is not None and inner.type in ("call_expression", "new_expression"):
            frame = self.push(end, "await")
            frame.expected, frame.expects = inner.id, "await"

    def on_yield(self, node: Node, end: int) -> None:
        """Generators are known by their star already."""

    def on_block(self, node: Node, end: int) -> None:
        """A block has its own `let` and `const`; the block of a function is its body."""
        if self.top.kind == "function":
            self.on_body(node, end)
            return
        frame = self.push(end, "block")
        frame.block_end = end
        frame.scope = Scope(self.top.scope)

    def on_scope(self, node: Node, end: int) -> None:
        """A `for` statement has its own names."""
        self.push(end, "scope").scope = Scope(self.top.scope)

    def on_guarded(self, node: Node, end: int) -> None:
        """Handle the body of a `try`: what is required here is optional."""
        frame = self.push(end, "try")
        frame.guarded = frame.tried = True

    def on_catch(self, node: Node, end: int) -> None:
        """Handle a `catch` clause: what it sets is a fallback."""
        self.note_swallow(find_swallow(self, node))
        frame = self.push(end, "catch")
        frame.scope = Scope(self.top.scope)
        frame.guarded = True
        self.top = frame
        parameter = node.child_by_field_name("parameter")
        if parameter is not None:
            self.hide(parameter, end)

    def on_for_in(self, node: Node, end: int) -> None:
        """`for (const x of y)`."""
        frame = self.push(end, "scope")
        frame.scope = Scope(self.top.scope)
        self.top = frame
        left = node.child_by_field_name("left")
        if left is not None:
            self.hide(left, -1)

    def on_regex(self, node: Node, end: int) -> None:
        """Handle a regular expression literal."""
        self.patterns.append(read_pattern(self, node))

    def on_opaque(self, node: Node, end: int) -> None:
        """A type or enum is known, and nothing that a name could resolve to."""
        self.hide(node, -1)

    def place(self, node: Node, target: Node) -> Node:
        """Place a call behind other calls where its own name stands: such chains run over many lines."""
        name = target.child_by_field_name("property") if target.type == "member_expression" else None
        if name is None or name.start_point[0] == node.start_point[0]:
            return node
        inner: Node | None = target
        while inner is not None and inner.type == "member_expression":
            inner = inner.child_by_field_name("object")
        return name if inner is not None and inner.type in CALLS else node


def _gives_an_expression(node: Node) -> bool:
    body = node.child_by_field_name("body") if node.type == "arrow_function" else None
    return body is not None and body.type != "statement_block"


def _bases(node: Node) -> list[Node]:
    for child in node.named_children:
        if child.type == "class_heritage":
            inner = first_child(child)
            if inner is not None and inner.type == "extends_clause":
                inner = inner.child_by_field_name("value")
            return [inner] if inner is not None and inner.type != "implements_clause" else []
    return []
