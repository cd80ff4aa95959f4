"""Python source to facts."""

from __future__ import annotations

import re
from typing import ClassVar

from msgspec.structs import replace
from tree_sitter import Node

from stackfit.extract.accesses import Body, find_accesses, find_reads
from stackfit.extract.branches import BRANCH, measure
from stackfit.extract.builtin_names import python_builtin
from stackfit.extract.frames import ClassDraft, DecoratorDraft, Frame, FunctionDraft, ParamDraft, Span
from stackfit.extract.freeze import freeze
from stackfit.extract.grammars import capture, load_query, parse
from stackfit.extract.implicit import IMPLICIT, find_implicit, find_own_implicit
from stackfit.extract.members import Result
from stackfit.extract.names import first_child
from stackfit.extract.python_bindings import PythonBindings
from stackfit.extract.python_imports import read_from_import, read_import
from stackfit.extract.python_names import read_parameters, receiver_kind
from stackfit.extract.scopes import LOCAL, SELF, Scope
from stackfit.extract.suppressions import read_suppressions
from stackfit.extract.swallows import find_swallow
from stackfit.model.facts import Call, Class, FileFacts, Function, Import
from stackfit.model.kinds import Language

_IMPORT_ERRORS = (b"ImportError", b"ModuleNotFoundError", b"Exception")
_TYPING = b"TYPE_CHECKING"
_IS_TYPING = re.compile(r"(?:[A-Za-z_]+\.)?TYPE_CHECKING")
_MAX_CONDITION = 400
_DYNAMIC = ("importlib.import_module", "builtins.__import__")


def extract_python(path: str, data: bytes) -> FileFacts:
    """Give the facts of one Python file."""
    walker, branches = _walk(path, data)
    facts = freeze(walker, read_suppressions(Language.PYTHON, data, walker.root), walker.root.has_error)
    accesses = find_accesses(walker, walker.bodies) + find_own_implicit(walker, walker.bodies)
    facts = replace(facts, accesses=accesses)
    walker.module.dissolve()
    return measure(_with_dynamic_imports(facts), walker, branches)


def extract_reads(path: str, data: bytes, name: str) -> tuple[Call, ...]:
    """Give the places of a file that read an attribute of that name from something known, in the form of calls.

    For the methods that statements run by themselves ("__enter__") they are those statements.
    """
    walker, _ = _walk(path, data)
    freeze(walker, (), False)  # the receivers may hold calls, which have to be known first
    reads = find_implicit if name in IMPLICIT else find_reads
    found = tuple(reads(walker, walker.bodies, name))
    walker.module.dissolve()
    return found


def _walk(path: str, data: bytes) -> tuple[PythonWalker, list[Node]]:
    """Walk the captures of a file; its branches are left for whoever measures them."""
    root = parse(Language.PYTHON, data).root_node
    captures = capture(load_query(Language.PYTHON), root)
    branches = captures.pop(BRANCH, [])
    walker = PythonWalker(path, data, root)
    walker.walk(captures)
    return walker, branches


def _with_dynamic_imports(facts: FileFacts) -> FileFacts:
    found = [
        Import(call.args[0].value, None, None, call.line, call.column, call.function, dynamic=True)
        for call in facts.calls
        if call.resolved in _DYNAMIC and call.args and call.args[0].kind == "string"
    ]
    if not found:
        return facts
    imports = sorted((*facts.imports, *found), key=lambda item: (item.line, item.column, item.name or ""))
    return replace(facts, imports=tuple(imports))


class PythonWalker(PythonBindings):
    """The handlers for Python's captures."""

    ranks: ClassVar[dict[str, int]] = {"body": -2, "loop": -1, "typing": -1, "block": 0, "call": 2}

    def __init__(self, path: str, data: bytes, root: Node) -> None:
        super().__init__(path, Language.PYTHON, data, root, python_builtin)
        self.bodies: list[Body] = []

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
        """Hold decorators until their function or class comes."""
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
        """Handle a function, method or lambda."""
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
            self._result(node, qualname, decorators)
        params = read_parameters(self.resolver, node.child_by_field_name("parameters"))
        frame = self.push(end, "function", len(self.functions))
        frame.qualname = qualname
        self.functions.append(FunctionDraft(fact, params, top.scope, decorators))
        self.spans.append(Span(node.start_byte, end, not name))
        self.functions[-1].inner = self._function_scope(frame, params, owner, decorators, name)

    def _result(self, node: Node, qualname: str, decorators: list[DecoratorDraft]) -> None:
        """Note what a function returns; overloads and setters do not say."""
        names = [self.text(draft.node) for draft in decorators]
        if any(name.endswith((".setter", ".deleter", ".getter", "overload")) for name in names):
            return
        result = Result(node.child_by_field_name("return_type"), self.top.scope, names)
        earlier = self.resolver.results.setdefault(qualname, result)
        if earlier is not result:
            earlier.text = ""

    def _function_scope(
        self, frame: Frame, params: list[ParamDraft], owner: int, decorators: list[DecoratorDraft], name: str
    ) -> Scope:
        """Give the scope of a body; the frame keeps it apart until `on_body`, defaults are evaluated outside."""
        scope = Scope(self.top.scope, function=True)
        first = params[0].name if params else ""
        kind = receiver_kind(name, first, [self.text(draft.node) for draft in decorators]) if owner >= 0 else ""
        for number, param in enumerate(params):
            made = self.definition(-1, param.default, param.annotation)
            if number == 0 and kind:
                text = (SELF if kind == "self" else LOCAL) + self.classes[owner].fact.qualname
                made = self.fixed(-1, text)
            made.block_end = frame.end
            scope.bind(param.name.lstrip("*"), made)
            if param.name.startswith("*"):
                made.text = ""
        return scope

    def on_class(self, node: Node, end: int) -> None:
        """Handle a class."""
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
        self.resolver.bases.setdefault(qualname, []).extend((base, top.scope) for base in kept)
        self.classes.append(ClassDraft(fact, kept, top.scope, decorators))

    def on_block(self, node: Node, end: int) -> None:
        """Handle the body of a function or class, or a block inside it."""
        if self.top.kind in ("function", "class"):
            self.on_body(node, end)
        else:
            super().on_block(node, end)

    def on_body(self, node: Node, end: int) -> None:
        """Handle the body of a function or class: from here on names are its own."""
        outer = self.top
        frame = self.push(end, "body")
        frame.block_end = end
        frame.call, frame.loop = -1, False
        if outer.kind == "class":
            frame.scope = Scope(outer.scope, hidden=True)
            frame.owner = outer.index
        elif outer.kind == "function":
            frame.function = outer.index
            frame.scope = self.functions[outer.index].inner
            self.bodies.append(Body(node.start_byte, end, outer.index))

    def on_call(self, node: Node, end: int) -> None:
        """Handle a call."""
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
        """Make the function a generator."""
        if self.top.function >= 0:
            draft = self.functions[self.top.function]
            draft.fact = draft.fact._replace(is_generator=True)
            self._give(node, generator=True)

    def on_return(self, node: Node, end: int) -> None:
        """Note a value that a function returns."""
        self._give(node, generator=False)

    def _give(self, node: Node, *, generator: bool) -> None:
        if self.top.function < 0:
            return
        result = self.resolver.results.get(self.functions[self.top.function].fact.qualname)
        value = first_child(node)
        if result is not None and (generator or value is not None) and not (result.generator and not generator):
            result.generator = generator
            delegated = generator and any(child.type == "from" for child in node.children)
            result.add(None if delegated else value, self.top.scope)

    def on_comprehension(self, node: Node, end: int) -> None:
        """A comprehension has its own names; without brackets of its own it is the argument of a call."""
        outer = self.top
        frame = self.push(end, "comprehension")
        frame.scope = self.resolver.scopes[node.id] = Scope(outer.scope)
        if outer.kind == "call":
            frame.call = outer.index

    def on_try(self, node: Node, end: int) -> None:
        """Imports in a `try` that expects them to fail are optional."""
        for child in node.named_children:
            if child.type == "except_clause":
                caught = child.named_children[0] if child.named_children else child
                head = self.data[caught.start_byte : caught.end_byte]
                if caught.type == "block" or any(name in head for name in _IMPORT_ERRORS):
                    self.push(end, "try").guarded = True
                    return

    def on_fallback(self, node: Node, end: int) -> None:
        """Handle an `except` clause."""
        self.note_swallow(find_swallow(self, node))
        frame = self.push(end, "except")
        frame.fallback = True
        frame.block_end = end

    def on_typing(self, node: Node, end: int) -> None:
        """What stands under `if TYPE_CHECKING:`; the captured node is the block under any name."""
        if _TYPING not in self.data[max(0, node.start_byte - _MAX_CONDITION) : node.start_byte] or not node.parent:
            return
        condition = node.parent.child_by_field_name("condition")
        if condition is not None and _IS_TYPING.fullmatch(self.text(condition)):
            self.push(end, "typing").typing = True
