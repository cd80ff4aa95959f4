"""The end of a walk: every name is resolved and the drafts become facts."""

from __future__ import annotations

from tree_sitter import Node

from stackfit.extract.annotations import resolve_annotation
from stackfit.extract.arguments import read_arguments
from stackfit.extract.elements import strip_elements
from stackfit.extract.frames import BindingDraft, CallDraft, ClassDraft, DecoratorDraft, FunctionDraft
from stackfit.extract.names import CALLS, unwrap
from stackfit.extract.resolver import publish
from stackfit.extract.scopes import Definition, Scope
from stackfit.extract.walker import Walker
from stackfit.model.facts import Binding, Call, Class, Decorator, FileFacts, Function, Param, Suppression


def freeze(walker: Walker, suppressions: tuple[Suppression, ...], broken: bool) -> FileFacts:
    """Resolve all names and freeze the facts."""
    calls = _all_calls(walker)
    return FileFacts(
        path=walker.path,
        language=walker.language,
        imports=tuple(sorted(walker.imports, key=lambda item: (item.line, item.column, item.name or ""))),
        functions=tuple(_function(walker, draft) for draft in walker.functions),
        classes=tuple(_class(walker, draft) for draft in walker.classes),
        calls=calls,
        bindings=tuple(binding for draft in walker.bindings for binding in _binding(walker, draft)),
        exports=tuple(walker.exports),
        suppressions=suppressions,
        broken=broken,
        swallows=tuple(walker.swallows),
        patterns=tuple(walker.patterns),
    )


def _all_calls(walker: Walker) -> tuple[Call, ...]:
    """All calls; in a chain the inner ones first, so that a long chain is not walked again from each link."""
    calls: list[Call] = []
    drafts, index = walker.calls, 0
    while index < len(drafts):
        last = index
        while last + 1 < len(drafts) and drafts[last + 1].node.start_byte == drafts[index].node.start_byte:
            last += 1
        run = [_call(walker, draft) for draft in reversed(drafts[index : last + 1])]
        calls += reversed(run)
        index = last + 1
    return tuple(calls)


def _call(walker: Walker, draft: CallDraft) -> Call:
    callee, resolved = walker.resolver.chain(draft.target, draft.scope)
    walker.resolver.known_calls[draft.node.id] = (callee, resolved)
    place = walker.place(draft.node, draft.target)
    row, column = place.start_point
    return Call(
        callee=callee,
        resolved=publish(resolved),
        line=row + 1,
        column=walker.column_at(place.start_byte, column),
        end_line=draft.node.end_point[0] + 1,
        function=draft.function,
        awaited=draft.awaited,
        constructor=draft.node.type == "new_expression",
        args=read_arguments(walker.resolver, draft.arguments, draft.scope),
        argument_of=draft.argument_of,
        in_loop=draft.in_loop,
        statement=draft.statement,
        tried=draft.tried,
    )


def _function(walker: Walker, draft: FunctionDraft) -> Function:
    params = tuple(
        Param(
            param.name,
            _annotated(walker, param.annotation, draft.scope),
            walker.resolver.resolve(param.default, draft.scope),
        )
        for param in draft.params
    )
    result = walker.resolver.results.get(draft.fact.qualname) if draft.fact.name else None
    returns = publish(walker.resolver.returned(draft.fact.qualname)) if result is not None else ""
    return draft.fact._replace(params=params, decorators=_decorators(walker, draft.decorators), returns=returns)


def _annotated(walker: Walker, annotation: Node | None, scope: Scope) -> str:
    return strip_elements(resolve_annotation(walker.resolver, annotation, scope)) if annotation is not None else ""


def _class(walker: Walker, draft: ClassDraft) -> Class:
    bases = tuple(walker.resolver.resolve(base, draft.scope).removesuffix("[]") for base in draft.bases)
    return draft.fact._replace(
        bases=tuple(base for base in bases if base), decorators=_decorators(walker, draft.decorators)
    )


def _decorators(walker: Walker, drafts: list[DecoratorDraft]) -> tuple[Decorator, ...]:
    return tuple(_decorator(walker, draft) for draft in drafts)


def _decorator(walker: Walker, draft: DecoratorDraft) -> Decorator:
    node = draft.node
    if draft.call >= 0:
        node = walker.calls[draft.call].target
    return Decorator(publish(walker.resolver.chain(node, draft.scope)[1]), draft.line, draft.call)


def _binding(walker: Walker, draft: BindingDraft) -> list[Binding]:
    value, call = "", -1
    inner = unwrap(draft.value)
    if inner is not None and inner.type in CALLS and draft.path in ((), ("[with]",)):
        call = walker.call_of.get(inner.id, -1)
    made = Definition(0, 0, None, draft.scope)
    made.node, made.annotation, made.path = draft.value, draft.annotation, draft.path
    value = walker.resolver.publish(made)
    if not value and call < 0:
        return []
    return [Binding(draft.target, value, call, draft.line, draft.function, draft.owner)]
