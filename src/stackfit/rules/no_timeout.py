"""SF307: a network call that may wait for ever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.catalogue.callables import load_callables
from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding
from stackfit.model.kinds import ComponentKind, Confidence, Language, Severity
from stackfit.model.source import Location
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.importing import importing_files, wanted_names
from stackfit.rules.places import Places, symbol

_METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "request")
_PYTHON = {
    **{f"requests.{name}": 99 for name in _METHODS},
    **{f"requests.Session().{name}": 99 for name in _METHODS},
    "urllib.request.urlopen": 2,
    "http.client.HTTPConnection": 2,
    "http.client.HTTPSConnection": 99,
    "socket.create_connection": 1,
    "smtplib.SMTP": 3,
    "smtplib.SMTP_SSL": 99,
    "ftplib.FTP": 4,
    "imaplib.IMAP4_SSL": 99,
}
"""Callables without a timeout of their own, and the position of the argument that sets one (99: by keyword only)."""
_AXIOS = {
    **dict.fromkeys((f"axios.{name}" for name in ("get", "delete", "head", "options")), 1),
    **dict.fromkeys((f"axios.{name}" for name in ("post", "put", "patch")), 2),
    "axios": 0,
    "axios.request": 0,
}
"""Where axios takes its configuration."""
_LIMITS = frozenset({"timeout", "signal", "cancelToken"})
_WANTED = wanted_names((*_PYTHON, *_AXIOS))
_SESSION = "requests.Session()."
_GLOBAL = ("socket.setdefaulttimeout",)
_QUIET = frozenset({ComponentKind.TOOLING, ComponentKind.NOTEBOOK})
_SERVED = frozenset({ComponentKind.SERVICE, ComponentKind.APP})


class NoTimeout:
    """A network call is made without a timeout.

    ## What it finds

    In Python: calls of requests, `urllib.request.urlopen`, and connections of `http.client`, `socket`, `smtplib`,
    `ftplib` and `imaplib` that are given no timeout. Behind a request or message handler it is a warning, elsewhere in
    the functions of a service an information, once a file. In Node.js, likewise as an information: axios without a
    timeout behind a handler. Sessions with an adapter of their own are left alone, as is code that sets a default for
    all sockets, and calls that SF101 reports already; clients that have a limit of their own (httpx, aiohttp, fetch)
    too.

    ## Why it matters

    None of these gives up by itself. When the other side stops to answer, the worker or the request that waits is gone
    until the process is restarted, and one dead neighbour takes the whole service with it. The
    [documentation of requests](https://requests.readthedocs.io/en/latest/user/quickstart/#timeouts) asks for a timeout
    in nearly all production code.

    ## Example

    Bad:

    ```python
    @app.route("/price")
    def price():
        return requests.get("https://prices.example/today").json()
    ```

    Good:

    ```python
    @app.route("/price")
    def price():
        return requests.get("https://prices.example/today", timeout=5).json()
    ```

    ## What to do instead

    Give each call the longest time that its caller can bear, and decide what to answer when it runs out. In Node.js
    pass `timeout` to axios, or `AbortSignal.timeout(...)`.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF307",
        name="network-call-without-timeout",
        severity=Severity.WARNING,
        summary="A network call that may wait for ever",
        since="0.1.0",
        elsewhere=("S113", "missing-timeout"),
        criteria=("error-handling",),
        languages=(*PYTHON, *NODE),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at the calls of clients that wait without end."""
        known = {(call.location.path, call.location.line) for call in context.blocking_calls}
        for component in context.components:
            if component.kind in _QUIET or component.runtime.side is None:
                continue
            found = [
                (facts, call)
                for facts in importing_files(component, context, self.meta.languages, _WANTED)
                if facts.language is not Language.NOTEBOOK and not _sets_default(facts)
                for call in facts.calls
                if _waits(call) and (facts.path, call.line) not in known
            ]
            places = context.once(Places, component)
            told: set[str] = set()
            for facts, call in found:
                handler = places.handler(facts, call.function)
                if handler and facts.language.is_python:
                    yield self._report(component, facts, call, handler)
                elif facts.path not in told and (handler or _is_served(component, facts, call)):
                    told.add(facts.path)
                    yield self._report(component, facts, call, handler)

    def _report(self, component: ProfiledComponent, facts: FileFacts, call: Call, handler: str) -> Finding:
        python = facts.language.is_python
        behind = f"; {handler} waits with it" if handler else ""
        return self.meta.finding(
            Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line),
            f"{call.callee} has no timeout: it may wait for ever{behind}",
            confidence=Confidence.PROBABLE if call.resolved.startswith((_SESSION, "axios")) else Confidence.DEFINITE,
            severity=Severity.WARNING if handler and python else Severity.INFO,
            component=component.component.path,
            hint="pass timeout= with the seconds its caller can bear" if python else "pass timeout in the options",
            symbol=symbol(facts, call),
        )


def _is_served(component: ProfiledComponent, facts: FileFacts, call: Call) -> bool:
    """Whether a function of a service makes the call, rather than a script."""
    return component.kind in _SERVED and facts.language.is_python and call.function >= 0


def _sets_default(facts: FileFacts) -> bool:
    """Whether a file gives all its sockets or all its sessions a limit."""
    return any(
        call.resolved in _GLOBAL or call.callee.endswith(".mount") or call.callee == "axios.defaults"
        for call in facts.calls
    ) or any(item.target.startswith("axios.defaults") for item in facts.bindings)


def _waits(call: Call) -> bool:
    """Whether a call is made without a limit, all its arguments in sight."""
    if any(arg.keyword in ("timeout", "**", "*") for arg in call.args):
        return False
    name = load_callables().python.normal(call.resolved)
    if name in _PYTHON:
        return len([arg for arg in call.args if arg.keyword is None]) <= _PYTHON[name]
    if call.resolved not in _AXIOS or not call.args:
        return False
    options = call.args[_AXIOS[call.resolved] :]
    if not options:
        return True
    return options[0].kind == "object" and _LIMITS.isdisjoint(options[0].value.split(","))
