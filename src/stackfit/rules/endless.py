"""Responses of a WSGI application that stay open: endless generators, camera streams, handlers that wait in a loop."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from stackfit.model.facts import Call, FileFacts
from stackfit.model.source import Location
from stackfit.rules.base import Context
from stackfit.rules.handlers import LOCAL, request_functions
from stackfit.rules.stores import parse_module

_RESPONSES = frozenset(
    {"flask.Response", "flask.Flask().response_class", "flask.stream_with_context", "bottle.HTTPResponse"}
    | {"django.http.StreamingHttpResponse", "django.http.response.StreamingHttpResponse"}
    | {"werkzeug.Response", "werkzeug.wrappers.Response"}
)
_EVENTS = "text/event-stream"

WORDS = frozenset({"Response", "response_class", "StreamingHttpResponse", "stream_with_context", "sleep"})


def open_responses(facts: FileFacts, context: Context) -> Iterator[tuple[Location, str]]:
    """Find what keeps a worker for as long as its client stays, and say what it is."""
    text = context.text(facts.path) or ""
    if _EVENTS in text:
        return  # SF102 speaks of server-sent events
    endless = _endless_functions(text)
    for call in facts.calls:
        if call.resolved in _RESPONSES and any(arg.value.startswith("multipart/x-mixed-replace") for arg in call.args):
            yield _place(facts, call), "A stream of images"
        elif call.resolved in _RESPONSES and any(arg.value.removeprefix(LOCAL) in endless for arg in call.args[:1]):
            yield _place(facts, call), "A response without an end"
    waits = _waits(text) if "sleep" in text else frozenset()
    handlers = request_functions(facts) if waits else {}
    for call in facts.calls:
        if call.resolved == "time.sleep" and call.line in waits and call.function in handlers:
            yield _place(facts, call), f"The wait in {facts.functions[call.function].qualname}"


def _waits(text: str) -> frozenset[int]:
    """List the lines of loops that go on until something has happened; a loop with a `try` only tries again."""
    tree = parse_module(text)
    lines: set[int] = set()
    for node in ast.walk(tree) if tree is not None else ():
        if not isinstance(node, ast.While) or isinstance(node.test, ast.Compare):
            continue
        if not any(isinstance(item, ast.Try) for statement in node.body for item in ast.walk(statement)):
            lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return frozenset(lines)


def _endless_functions(text: str) -> frozenset[str]:
    """Name the functions at module level that yield in a `while True`."""
    tree = parse_module(text) if "yield" in text else None
    return frozenset(
        node.name
        for node in (tree.body if tree is not None else ())
        if isinstance(node, ast.FunctionDef) and any(_never_ends(item) for item in ast.walk(node))
    )


def _never_ends(node: ast.AST) -> bool:
    """Whether a loop goes on for ever and yields: nothing in it breaks or returns."""
    if not (isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and node.test.value):
        return False
    inside = [type(item) for statement in node.body for item in ast.walk(statement)]
    return ast.Yield in inside and ast.Break not in inside and ast.Return not in inside


def _place(facts: FileFacts, call: Call) -> Location:
    return Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line)
