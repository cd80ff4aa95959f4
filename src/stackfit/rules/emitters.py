"""What emits `error` in Node.js, and whether anybody listens: the search behind SF306."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stackfit.catalogue.callables import load_callables
from stackfit.model.facts import Call, FileFacts
from stackfit.model.source import split_lines

SOCKET = "a broken connection"
_MADE = {
    "net.connect": SOCKET,
    "net.createConnection": SOCKET,
    "tls.connect": SOCKET,
    "child_process.spawn": "a program that cannot be started",
    "cross-spawn": "a program that cannot be started",
    "cross-spawn.spawn": "a program that cannot be started",
    "redis.createClient": "a lost connection to Redis",
    "http.request": "a failed request",
    "http.get": "a failed request",
    "https.request": "a failed request",
    "https.get": "a failed request",
    "fs.createReadStream": "a file that cannot be read",
    "pg.Pool": "a lost connection to the database",
}
_CLIENTS = {"ws": SOCKET, "ws.WebSocket": SOCKET}
_SERVERS = frozenset({"net.createServer", "net.Server", "tls.createServer"})
_CONNECTIONS = frozenset({"ws.WebSocketServer().on", "net.createServer().on", "tls.createServer().on"})
_LISTENS = frozenset({"on", "once", "addListener"})
_CHECKS = re.compile(r"(?:^|\.)(?:exists|existsSync|stat|statSync|access|accessSync|lstat|pathExists)$")
# A function that people write makes a few dozen.
_MOST_CALLS = 500
_HANDLES = frozenset({"pipeline", "finished", "pump", "eos"})
_ADOPTS = frozenset({"applyWSSHandler", "useServer"})
"""Functions of tRPC and graphql-ws that take a WebSocket server and listen to each of its sockets."""
_OPENS = re.compile(r"(?:=>|\))\s{0,9}\{")
_ENDS = re.compile(r"\.(?:destroy|terminate|destroySoon)\(")
_CHAINED = re.compile(r"(?:\.(?:on|once)\(\))+$")
_KEEPS = re.compile(r"(?:\.(?:add|push|delete|unshift|indexOf|has)\(|[!=]==?\s?)$")


class Emitter(NamedTuple):
    """Something that emits `error` with nobody listening; `when` says what happens then."""

    call: Call
    function: int
    what: str
    when: str


def silent_emitters(facts: FileFacts, text: str) -> Iterator[Emitter]:
    """Find the emitters of one file that stay in it and have no listener."""
    lines = split_lines(text)
    listened = {owner for owner in map(_listened, facts.calls) if owner}
    names = {item.call: item.target for item in facts.bindings if item.call >= 0}
    made_in: dict[int, list[Call]] = defaultdict(list)
    for call in facts.calls:
        made_in[call.function].append(call)
    handled = {
        function: not _HANDLES.isdisjoint(item.callee.rpartition(".")[2] for item in calls[:_MOST_CALLS])
        for function, calls in made_in.items()
    }
    for index, call in enumerate(facts.calls):
        when = _MADE.get(call.resolved) or (_CLIENTS.get(call.resolved) if call.constructor else None)
        if (
            when
            and not handled[call.function]
            and _is_silent(made_in[call.function][:_MOST_CALLS], call, names.get(index, ""), listened, text)
        ):
            yield Emitter(call, call.function, call.callee, when)
        yield from _connections(facts, index, call, listened, lines)


def _listened(call: Call) -> str:
    """Give what a call listens to errors of, as written, "" for any other call."""
    owner, _, method = call.callee.rpartition(".")
    error = bool(call.args) and call.args[0].kind == "string" and call.args[0].value == "error"
    if method == "catch":
        return owner
    return _CHAINED.sub("", owner) if method in _LISTENS and error else ""


def _is_silent(around: Sequence[Call], call: Call, name: str, listened: set[str], text: str) -> bool:
    """Whether nobody listens to what a call makes, and nobody else gets it; `around` are the calls of its function."""
    if "." in name and not name.startswith("this."):
        return False  # of somebody else, such as the body of a response of Koa, which listens
    if name:
        return name not in listened and not _escapes(name, text)
    chained = [item for item in around if item.callee.startswith(f"{call.callee}().") and item.line >= call.line]
    if any(_listened(item) for item in chained):
        return False
    if call.resolved == "fs.createReadStream":
        checked = any(_CHECKS.search(item.callee) for item in around)
        return not checked and any(item.callee == f"{call.callee}().pipe" for item in chained)
    return call.statement or any(item.statement for item in chained)


def _escapes(name: str, text: str) -> bool:
    """Whether a name is used for more than its own members: handed on, returned, exported."""
    uses = re.finditer(rf"(?<![\w$.]){re.escape(name)}(?![\w$])(?!\s{{0,9}}(?:\.|\?\.|=[^=]|:[^:]))", text)
    declared = re.compile(r"(?:const|let|var)\s+$")
    return any(
        not declared.search(text[max(0, use.start() - 10) : use.start()])
        and not _KEEPS.search(text[max(0, use.start() - 12) : use.start()])
        for use in uses
    )


def _connections(facts: FileFacts, index: int, call: Call, listened: set[str], lines: list[str]) -> Iterator[Emitter]:
    """Find handlers of a server's connections that do not listen to errors of the socket they are given."""
    name = load_callables().node.normal(call.resolved)
    event = call.args[0].value if call.args and call.args[0].kind == "string" else ""
    if not (call.resolved in _SERVERS or (name in _CONNECTIONS and event in ("connection", "secureConnection"))):
        return
    if any(item.callee.rpartition(".")[2] in _ADOPTS for item in facts.calls):
        return
    for number, function in enumerate(facts.functions):
        socket = function.params[0].name if function.argument_of == index and function.params else ""
        if socket.isidentifier() and socket not in listened:
            body = "\n".join(lines[function.line - 1 : function.end_line])
            start = _OPENS.search(body)
            inside = body[start.end() :].lstrip() if start is not None else ""
            if inside and not _ENDS.match(inside.removeprefix(socket)) and not _escapes(socket, inside):
                yield Emitter(call, number, f"the socket that {call.callee} hands on", SOCKET)
