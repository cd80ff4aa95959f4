"""Socket.IO servers in code, and what each needs before a second process may serve beside it."""

from __future__ import annotations

from typing import NamedTuple

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.source import Location
from stackfit.rules.base import Context
from stackfit.rules.places import symbol

WORDS = frozenset({"socket.io", "flask_socketio", "socketio"})
_PYTHON = frozenset({"flask_socketio.SocketIO", "socketio.Server", "socketio.AsyncServer"})
_NODE = frozenset({"socket.io.Server", "socket.io"})
_QUEUES = frozenset({"message_queue", "client_manager", "**"})
_ADAPTERS = ("socket.io-redis", "socket.io-adapter-", "socket.io-emitter", "socket.io-mongo")


class SocketServer(NamedTuple):
    """A Socket.IO server. `shared`: a broker carries its messages; `polls`: clients may begin with plain requests."""

    python: bool
    shared: bool
    polls: bool
    location: Location
    symbol: str


def socket_servers(component: ProfiledComponent, context: Context) -> tuple[SocketServer, ...]:
    """Find the servers of a component; an adapter set anywhere in it serves all those of Node.js."""
    adapted = any(_is_adapter(item.name) for item in component.component.dependencies)
    found: list[SocketServer] = []
    for file in context.files(component, WORDS):
        facts = context.facts(file.path)
        if facts is not None:
            imports = {item.module for item in facts.imports}
            adapted |= "socket.io" in imports and any(call.callee.endswith(".adapter") for call in facts.calls)
            found += (item for call in facts.calls if (item := _server(facts, call)) is not None)
    return tuple(item._replace(shared=item.shared or adapted) if not item.python else item for item in found)


def _is_adapter(package: str) -> bool:
    return package.startswith(_ADAPTERS) or (package.startswith("@socket.io/") and "adapter" in package)


def only_emits(facts: FileFacts, call: Call) -> bool:
    """Whether a Flask-SocketIO object without an app only writes to the message queue, as in a worker process."""
    if call.resolved != "flask_socketio.SocketIO" or any(arg.keyword is None for arg in call.args):
        return False
    queued = any(arg.keyword == "message_queue" for arg in call.args)
    return queued and not any(other.callee.endswith(".init_app") for other in facts.calls)


def _server(facts: FileFacts, call: Call) -> SocketServer | None:
    python = facts.language.is_python
    if call.resolved not in (_PYTHON if python else _NODE) or only_emits(facts, call):
        return None
    if python:
        options = {arg.keyword or "" for arg in call.args}
    else:
        options = {key for arg in call.args if arg.kind == "object" for key in arg.value.split(",")}
        options |= {"transports" for arg in call.args[1:] if arg.kind != "object"}  # they may be among them
    shared = not options.isdisjoint(_QUEUES if python else {"adapter"})
    location = Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line)
    return SocketServer(python, shared, "transports" not in options, location, symbol(facts, call))
