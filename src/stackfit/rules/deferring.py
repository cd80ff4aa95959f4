"""Tells which functions a decorator puts elsewhere: into a queue, a thread or a process, where no caller waits."""

from __future__ import annotations

from stackfit.catalogue.callables_model import LanguageCallables
from stackfit.model.facts import Decorator, FileFacts
from stackfit.rules.base import Context
from stackfit.rules.targets import Target, find_target


def deferred_functions(facts: FileFacts, context: Context) -> frozenset[int]:
    """List the functions (by index) of a Python file of which a call only hands the work on."""
    if not facts.language.is_python:
        return frozenset()
    return frozenset(
        index
        for index, function in enumerate(facts.functions)
        if any(_defers(facts, decorator, context) for decorator in function.decorators)
    )


def _defers(facts: FileFacts, decorator: Decorator, context: Context) -> bool:
    """Whether a decorator does so by what the data says, or is one of the project's that uses such a thing itself."""
    callables = context.callables.python
    if callables.normal(decorator.resolved) in callables.offloading_decorators:
        return True
    target = find_target(facts, decorator.resolved, context)
    return target is not None and _hands_on(target, callables)


def _hands_on(target: Target, callables: LanguageCallables) -> bool:
    """Whether a function, or one inside it, gives work to a queue, a thread or a process."""
    inside = {target.number}
    for index, function in enumerate(target.facts.functions):
        if function.parent in inside:
            inside.add(index)
    return any(
        call.function in inside
        and (
            (name := callables.normal(call.resolved)) in callables.offloaders
            or name in callables.offloading_decorators
            or call.callee.rpartition(".")[2] in callables.offloading_methods
        )
        for call in target.facts.calls
    )
