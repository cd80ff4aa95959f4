"""Calls that stand alone, calls inside a `try`, and clauses that do nothing."""

from __future__ import annotations

import json

import pytest

from stackfit.extract import extract_facts
from stackfit.model.facts import FileFacts
from stackfit.model.kinds import Language

_PYTHON = "try:\n    work()\n{clause}"
_SCRIPT = "try { work() } {clause}"


def facts_of(source: str, language: Language = Language.PYTHON) -> FileFacts:
    return extract_facts("app", language, source.encode())


@pytest.mark.parametrize(
    ("clause", "caught", "remarked"),
    [
        ("except:\n    pass\n", (), False),
        ("except Exception:\n    ...\n", ("Exception",), False),
        ("except (KeyError, socket.error) as problem:\n    pass\n", ("KeyError", "socket.error"), False),
        ("except OSError: pass  # it is gone already\n", ("OSError",), True),
        ("except OSError:\n    # it is gone already\n    pass\n", ("OSError",), True),
    ],
)
def test_an_except_clause_that_does_nothing_is_noted(clause: str, caught: tuple[str, ...], remarked: bool) -> None:
    (found,) = facts_of(_PYTHON.format(clause=clause)).swallows
    assert (found.line, found.try_line, found.caught, found.remarked) == (3, 1, caught, remarked)


@pytest.mark.parametrize(
    "clause", ["except OSError:\n    log()\n", "except OSError:\n    raise\n", "finally:\n    pass\n"]
)
def test_a_clause_that_does_something_is_not(clause: str) -> None:
    assert facts_of(_PYTHON.format(clause=clause)).swallows == ()


@pytest.mark.parametrize(
    ("clause", "remarked"), [("catch {}", False), ("catch (e) {\n}", False), ("catch (e) { /* gone */ }", True)]
)
def test_an_empty_catch_is_noted(clause: str, remarked: bool) -> None:
    (found,) = facts_of(_SCRIPT.replace("{clause}", clause), Language.JAVASCRIPT).swallows
    assert (found.line, found.caught, found.remarked) == (1, (), remarked)


def test_lines_of_a_clause_in_a_notebook_are_those_of_its_file() -> None:
    cells = [{"cell_type": "code", "source": ["try:\n", "    work()\n", "except:\n", "    pass\n"]}]
    source = json.dumps({"cells": cells, "nbformat": 4}, indent=1)
    (found,) = facts_of(source, Language.NOTEBOOK).swallows
    lines = source.split("\n")
    assert ["try" in lines[found.try_line - 1], "except" in lines[found.line - 1]] == [True, True]


def test_a_call_that_is_a_whole_statement_is_told_from_one_whose_result_is_used() -> None:
    python = facts_of("work()\nx = work()\nawait work()\na().b()\n")
    assert [call.statement for call in python.calls] == [True, False, False, True, False]
    script = facts_of("work(); void work(); await work(); a().b(); const f = () => work();", Language.TYPESCRIPT)
    assert [call.statement for call in script.calls] == [True, False, False, True, False, False]


def test_a_call_is_tried_only_where_its_own_function_catches() -> None:
    source = "try { a(); list.map(() => b()); } catch (e) { c() } finally { d() }\ntry { e() } finally { f() }"
    found = facts_of(source, Language.JAVASCRIPT)
    assert {call.callee for call in found.calls if call.tried} == {"a", "list.map"}
