"""Tells on whose behalf code runs: a request, message, socket or timer handler, or none."""

from __future__ import annotations

from collections.abc import Iterator

from stackfit.catalogue.callables_model import HOT_ENTRIES, Callables, LanguageCallables
from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts, FileIndex, Function
from stackfit.rules.base import Context
from stackfit.rules.handlers import LOCAL, callees, local_functions
from stackfit.rules.reach import HandlerSearch

_PAGE = frozenset({"document", "window"})
_PAGE_FRAMEWORKS = frozenset(
    {"vue", "vue-router", "pinia", "react-dom", "react-dom/client", "svelte", "solid-js", "preact", "alpinejs"}
    | {"@angular/core", "@angular/platform-browser"}
)
_PAGE_WORK = frozenset({"getElementById", "querySelector", "createElement", "localStorage", "HTMLElement", "classList"})

_SERVED = frozenset({"public", "static", "assets", "www"})


class Places:
    """Asks, for the functions of one component, which handler runs them; remembers what it has read."""

    def __init__(self, component: ProfiledComponent, context: Context) -> None:
        self._search = context.once(HandlerSearch, component)
        self._callables = context.callables
        self._known: dict[tuple[str, int], str] = {}
        self._entered: dict[str, dict[int, str]] = {}
        self._once = frozenset(f"the {event} event" for event in context.callables.node.quiet_events)

    def handler(self, facts: FileFacts, function: int) -> str:
        """Name the handler that gets to a function (by index), "" where no file shows one."""
        if function < 0:
            return ""
        key = (facts.path, function)
        if key not in self._known:
            if facts.path not in self._entered:
                self._entered[facts.path] = hot_functions(facts, self._callables)
            name = self._entered[facts.path].get(function, "")
            if not name:
                way = self._search.find(facts, function)
                name = way.handler if way is not None else ""
            self._known[key] = "" if name in self._once else name
        return self._known[key]


def is_page_script(index: FileIndex | None) -> bool:
    """Whether a script runs in a browser: it works on a page (the text pass looks for these words) or is served."""
    if index is None or index.path.endswith((".tsx", ".jsx")) or not _PAGE_FRAMEWORKS.isdisjoint(index.modules):
        return True
    folders = f"/{index.path}".split("/")[:-1]
    return index.words >= _PAGE or not (_PAGE_WORK.isdisjoint(index.words) and _SERVED.isdisjoint(folders))


def is_loose(facts: FileFacts) -> bool:
    """Whether a script takes nothing from others and gives nothing: what runs it, nobody sees, and hardly Node.js."""
    return not facts.language.is_python and not facts.imports and not facts.exports


def symbol(facts: FileFacts, call: Call) -> str:
    """Give the qualified name of the function around a call, "" at module level."""
    return facts.functions[call.function].qualname if call.function >= 0 else ""


def hot_functions(facts: FileFacts, callables: Callables) -> dict[int, str]:
    """Map the functions that the data knows to run per event, and what they call in this file, to a handler's name."""
    reached = dict(_entries(facts, callables.of(facts.language)))
    called = callees(facts) if reached else {}
    pending = sorted(reached)
    while pending:
        index = pending.pop()
        inner = [number for number, function in enumerate(facts.functions) if function.parent == index]
        for target in (*inner, *called.get(index, ())):
            if target not in reached:
                reached[target] = reached[index]
                pending.append(target)
    return reached


def _entries(facts: FileFacts, callables: LanguageCallables) -> Iterator[tuple[int, str]]:
    """Find functions registered by a call, by a decorator, or by the base of their class."""
    known = local_functions(facts)
    for index, call in enumerate(facts.calls):
        rule = callables.registrations.get(callables.normal(call.resolved)) if call.args else None
        if rule is None or rule.kind not in HOT_ENTRIES or _comes_once(call, callables):
            continue
        given = [number for number, function in enumerate(facts.functions) if function.argument_of == index]
        names = (arg.value.removeprefix(LOCAL) for arg in call.args if arg.kind == "name")
        given += [known[name] for name in names if name in known]
        for target in given:
            if facts.functions[target].is_async or not rule.coroutines:
                yield target, _name(facts.functions[target], rule.what)
    for index, function in enumerate(facts.functions):
        what = _declared(facts, function, callables)
        if what:
            yield index, _name(function, what)


def _comes_once(call: Call, callables: LanguageCallables) -> bool:
    return call.args[0].kind == "string" and call.args[0].value in callables.quiet_events


def _declared(facts: FileFacts, function: Function, callables: LanguageCallables) -> str:
    for decorator in function.decorators:
        rule = callables.decorations.get(callables.normal(decorator.resolved))
        if rule is not None and rule.kind in HOT_ENTRIES and (function.is_async or not rule.coroutines):
            return rule.what
    for base in facts.classes[function.owner].bases if function.owner >= 0 else ():
        rule = callables.bases.get(base)
        fits = rule is not None and rule.kind in HOT_ENTRIES and function.name in rule.on
        if rule is not None and fits and (function.is_async or not rule.coroutines):
            return rule.what
    return ""


def _name(function: Function, what: str) -> str:
    return f"{what} {function.name}".strip() if function.name else f"the {what}"
