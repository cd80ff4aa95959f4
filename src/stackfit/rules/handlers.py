"""Tells which functions of one file run per request, message or connection."""

from __future__ import annotations

from collections.abc import Iterator

from stackfit.model.facts import Call, Decorator, FileFacts, Function

LOCAL = "<local>."
"""How a resolved name of the same file begins."""

_OWN = ("this", "self", "exports", "module.exports")
_VERBS = frozenset({"get", "post", "put", "patch", "delete", "del", "all", "use", "options", "head"})
_NODE_ROUTES = ("express", "fastify", "koa", "restify", "router", "@koa/router", "find-my-way", "polka", "hono")
_NODE_ROUTE_OWNERS = frozenset({"app", "router", "server", "api", "routes", "fastify"})
_NEST = ("@nestjs/common.", "@nestjs/microservices.", "@nestjs/websockets.", "@nestjs/graphql.")
_NEST_ROUTES = frozenset(
    {"Get", "Post", "Put", "Patch", "Delete", "Head", "Options", "All", "Sse"}
    | {"MessagePattern", "EventPattern", "SubscribeMessage", "Query", "Mutation", "Subscription"}
)
_NOT_CLIENTS = ("python-shell", "child_process", "worker_threads", "cluster", "globalThis.process")
_SERVERS = frozenset({"http.createServer", "https.createServer", "http2.createSecureServer", "http2.createServer"})
_CONNECTION_EVENTS = frozenset({"connection", "request", "message", "upgrade", "messageCreate", "interactionCreate"})
_SOCKETS = frozenset({"socket", "ws", "client", "conn", "connection"})
_PYTHON_ROUTES = frozenset(
    {"route", "websocket", "api_route", "websocket_route", "view", "get", "post", "put", "patch", "delete"}
)
_PYTHON_WEB = (
    "flask",
    "fastapi",
    "starlette",
    "sanic",
    "quart",
    "bottle",
    "aiohttp",
    "falcon",
    "litestar",
    "pyramid",
    "robyn",
)
_VIEW_BASES = frozenset(
    {
        "View",
        "MethodView",
        "APIView",
        "Resource",
        "RequestHandler",
        "ViewSet",
        "GenericViewSet",
        "HTTPEndpoint",
        "HTTPMethodView",
    }
)
_VIEW_METHODS = frozenset({"get", "post", "put", "patch", "delete", "list", "create", "retrieve", "update", "dispatch"})
_REQUESTS = frozenset({"req", "request", "_req", "_request", "_", "ctx", "context"})
_RESPONSES = frozenset({"res", "response", "reply", "_res", "next", "h"})


def request_functions(facts: FileFacts, deferred: frozenset[int] = frozenset()) -> dict[int, str]:
    """Map each function (by index) that runs per request to the name of the handler it runs for.

    Handlers, the functions inside them, and the functions of the same file that these call; no request waits for
    `deferred` ones.
    """
    called = callees(facts)
    reached = {index: name for index, name in _entries(facts, called) if index not in deferred}
    pending = sorted(reached)
    while pending:
        index = pending.pop()
        inner = [number for number, function in enumerate(facts.functions) if function.parent == index]
        for target in (*inner, *called.get(index, ())):
            if target not in reached and target not in deferred:
                reached[target] = reached[index]
                pending.append(target)
    return reached


def _entries(facts: FileFacts, called: dict[int, list[int]]) -> Iterator[tuple[int, str]]:
    """Find the handlers themselves; what only takes a request and is called in its file is as hot as its callers."""
    if facts.language.is_python:
        helpers = {target for targets in called.values() for target in targets}
        for index, function in enumerate(facts.functions):
            if _python_handler(facts, function) or (index not in helpers and _is_view(function)):
                yield index, function.qualname
        return
    named = _handlers_by_name(facts)
    for index, function in enumerate(facts.functions):
        call = facts.calls[function.argument_of] if function.argument_of >= 0 else None
        if call is not None and registers(call):
            yield index, _registered_name(call)
        elif function.qualname in named:
            yield index, named[function.qualname]
        elif _takes_request(function) or any(_is_nest_route(decorator) for decorator in function.decorators):
            yield index, _own_name(function)


def registers(call: Call) -> bool:
    """Whether a JavaScript call registers its function arguments as handlers."""
    if call.resolved in _SERVERS or call.resolved.rpartition(".")[2] == "createServer":
        return True
    owner, _, method = call.callee.rpartition(".")
    last = owner.rpartition(".")[2]
    first = call.args[0] if call.args else None
    text = first is not None and first.kind in ("string", "template")
    if method in ("on", "once", "addListener"):
        event = first.value if first is not None and text else ""
        client = not call.resolved.startswith(_NOT_CLIENTS)
        return client and (event in _CONNECTION_EVENTS or (last in _SOCKETS and event not in ("error", "close")))
    known = call.resolved.startswith(_NODE_ROUTES) or last.lower() in _NODE_ROUTE_OWNERS
    if method == "route":
        return known and any(arg.kind == "object" and "handler" in arg.value.split(",") for arg in call.args)
    if method in _VERBS:
        return (known and (text or method == "use")) or ".route()" in owner
    return False


def _registered_name(call: Call) -> str:
    """Name a handler by what it is registered for: "POST /predict", "the message event"."""
    method = call.callee.rpartition(".")[2]
    first = call.args[0] if call.args else None
    text = first.value if first is not None and first.kind in ("string", "template") else ""
    if method in ("on", "once", "addListener"):
        return f"the {text} event"
    if method in _VERBS and text:
        return f"{'middleware of' if method == 'use' else method.upper()} {text}"
    return "the request handler"


def _own_name(function: Function) -> str:
    """Name a handler by its function, or by what the function is part of."""
    parts = [part for part in function.qualname.split(".") if part != "<anonymous>"]
    name = ".".join(parts).removeprefix("exports.")
    return name if name and name != "exports" else "the exported handler" if name else "the request handler"


def _handlers_by_name(facts: FileFacts) -> dict[str, str]:
    """Map the qualified names of functions given to a registering call by name to what they are registered for."""
    return {
        arg.value.removeprefix(LOCAL): _registered_name(call)
        for call in reversed(facts.calls)
        if registers(call)
        for arg in call.args
        if arg.kind == "name" and arg.value.startswith(LOCAL)
    }


def _is_nest_route(decorator: Decorator) -> bool:
    """Whether a decorator makes a method of a NestJS controller or gateway a handler."""
    return decorator.resolved.startswith(_NEST) and decorator.resolved.rpartition(".")[2] in _NEST_ROUTES


def _takes_request(function: Function) -> bool:
    """Whether the parameters read (req, res), (request, reply) or the like."""
    names = [param.name for param in function.params]
    return len(names) >= 2 and names[0] in _REQUESTS and names[1] in _RESPONSES


def _python_handler(facts: FileFacts, function: Function) -> bool:
    """Whether a Python function is a view: by decorator or by class."""
    if any(_routes(facts, decorator) for decorator in function.decorators):
        return True
    if function.owner >= 0:
        bases = {base.removesuffix("()").rpartition(".")[2] for base in facts.classes[function.owner].bases}
        return function.name in _VIEW_METHODS and not bases.isdisjoint(_VIEW_BASES)
    return False


def _is_view(function: Function) -> bool:
    """Whether the first parameter of a function is Django's or Pyramid's, and no decorator makes a task of it."""
    if any(item.resolved.rpartition(".")[2].endswith("task") for item in function.decorators):
        return False
    return function.owner < 0 and bool(function.params) and function.params[0].name == "request" and function.parent < 0


def _routes(facts: FileFacts, decorator: Decorator) -> bool:
    """Whether a decorator registers a route or a socket event of a web framework."""
    owner, _, method = decorator.resolved.rpartition(".")
    if method in ("on", "event") and owner.startswith(("socketio", "flask_socketio")):
        return True
    if method not in _PYTHON_ROUTES:
        return False
    args = facts.calls[decorator.call].args if decorator.call >= 0 else ()
    path = bool(args) and args[0].kind in ("string", "template") and args[0].value.startswith("/")
    return path or owner.startswith(_PYTHON_WEB)


def callees(facts: FileFacts) -> dict[int, list[int]]:
    """Map each function to those of the same file that it calls."""
    known = local_functions(facts)
    members = {f"{prefix}.{function.name}": index for index, function in enumerate(facts.functions) for prefix in _OWN}
    found: dict[int, list[int]] = {}
    for call in facts.calls:
        target = known.get(call.resolved.removeprefix(LOCAL)) if call.resolved.startswith(LOCAL) else None
        if target is None:
            target = members.get(call.callee)
        if call.function >= 0 and target is not None:
            found.setdefault(call.function, []).append(target)
    return found


def local_functions(facts: FileFacts) -> dict[str, int]:
    """Map the qualified names of a file's functions to their indexes."""
    return {function.qualname: index for index, function in enumerate(facts.functions) if function.name}
