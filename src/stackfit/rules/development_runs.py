"""Calls by which a Python script starts a server that is made for development."""

from __future__ import annotations

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Arg, Call, FileFacts
from stackfit.rules.base import Context
from stackfit.rules.handlers import LOCAL, local_functions

_FLASK = "Flask's development server"
_RUNS = {
    "flask.Flask().run": _FLASK,
    "bottle.run": "Bottle's built-in server",
    "bottle.Bottle().run": "Bottle's built-in server",
    "flask_socketio.SocketIO().run": "Werkzeug's development server",
}
_GREEN = frozenset({"eventlet", "gevent", "gevent-websocket"})
"""With one of these Flask-SocketIO starts a server of its own."""
_SERIOUS = (
    "waitress.serve",
    "gevent.pywsgi",
    "eventlet.wsgi",
    "gunicorn.app",
    "cheroot",
    "tornado.httpserver",
    "meinheld",
)


def starts_real_server(facts: FileFacts) -> bool:
    """Whether a script starts a server made for production as well."""
    return any(call.resolved.startswith(_SERIOUS) for call in facts.calls)


def development_run(facts: FileFacts, call: Call, component: ProfiledComponent, context: Context) -> str:
    """Name the development server that a call of a script runs, "" if it runs none."""
    return _by_name(call, component) or _flask_elsewhere(facts, call, context)


def _by_name(call: Call, component: ProfiledComponent) -> str:
    """Name the development server that a call runs, "" if it runs none."""
    given = {arg.keyword: arg for arg in call.args}
    if call.resolved == "flask_socketio.SocketIO().run":
        packages = {item.name for item in component.component.dependencies}
        alone = "flask-socketio" in packages and packages.isdisjoint(_GREEN)
        return _RUNS[call.resolved] if alone or _is_true(given.get("allow_unsafe_werkzeug")) else ""
    if call.resolved == "uvicorn.run":
        return "uvicorn with reload" if _is_true(given.get("reload")) else ""
    if call.resolved.startswith("bottle."):
        return "" if "server" in given else _RUNS.get(call.resolved, "")
    return _RUNS.get(call.resolved, "")


def _flask_elsewhere(facts: FileFacts, call: Call, context: Context) -> str:
    """Name Flask's server where `run` belongs to an app from a factory or another module, "" where it does not."""
    owner = call.resolved.removesuffix(".run").removesuffix("()")
    if not call.resolved.endswith(".run"):
        return ""
    if owner.startswith(LOCAL):
        return _FLASK if _makes_flask(facts, owner.removeprefix(LOCAL)) else ""
    module, _, name = owner.rpartition(".")
    folder = facts.path.rpartition("/")[0]
    base = "/".join(filter(None, (folder, *module.split("."))))
    for path in (f"{base}.py", f"{base}/__init__.py"):
        other = context.facts(path) if module and context.exists(path) else None
        if other is not None and _makes_flask(other, name):
            return _FLASK
    return ""


def _makes_flask(facts: FileFacts, name: str) -> bool:
    """Whether a module's `name` is a Flask app, or a function that makes one."""
    if any(item.target == name and item.function < 0 and item.value == "flask.Flask()" for item in facts.bindings):
        return True
    index = local_functions(facts).get(name)
    return index is not None and any(call.function == index and call.resolved == "flask.Flask" for call in facts.calls)


def _is_true(arg: Arg | None) -> bool:
    return arg is not None and arg.value == "True"
