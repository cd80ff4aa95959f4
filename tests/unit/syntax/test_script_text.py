"""Literals of JavaScript and TypeScript files."""

from __future__ import annotations

import pytest

from stackfit.syntax import EXPORTS, Expression, read_script


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("'a'", "a"),
        ("`b`", "b"),
        ("-12", -12),
        ("1_000", 1000),
        ("true", True),
        ("null", None),
        ("[1, 'x', [2]]", [1, "x", [2]]),
        ("{ a: 1, 'b-c': { d: false }, e() {} }", {"a": 1, "b-c": {"d": False}, "e": Expression("function")}),
        ("process.env.PORT || 80", 80),
        ("given ?? 'max'", "max"),
        ("('x')", "x"),
        ("({ a: 1 } as Options)", {"a": 1}),
        ("run(1)", Expression("run(1)")),
        ("1 + 1", Expression("1 + 1")),
    ],
)
def test_values_are_read_as_far_as_they_are_written(source: str, value: object) -> None:
    assert read_script(f"const x = {source};").get("x") == value


def test_names_stand_for_their_values() -> None:
    document = read_script("const port = 80;\nconst base = { port };\nmodule.exports = { ...base, name: 'a' };")
    assert document.get(EXPORTS) == {"port": 80, "name": "a"}


def test_a_name_declared_twice_is_not_known() -> None:
    assert read_script("let a = 1;\nfunction f() { let a = 2; }").get("a") is None


@pytest.mark.parametrize(
    "text",
    ["module.exports = { a: 1 };", "exports.a = 1;", "export const a = 1;", "export default { a: 1 };"],
)
def test_every_form_of_export_is_read(text: str) -> None:
    assert read_script(text).get(EXPORTS) == {"a": 1}


def test_lines_are_those_of_the_keys() -> None:
    document = read_script("module.exports = {\n  apps: [\n    {\n      script: 'a.js',\n    },\n  ],\n};")
    assert document.line(EXPORTS, "apps", 0, "script") == 4


def test_a_name_that_stands_for_itself_ends() -> None:
    document = read_script("const a = b;\nconst b = a;\nconst c = [c];")
    assert isinstance(document.get("a"), Expression)


def test_broken_source_is_named_and_the_rest_is_read() -> None:
    document = read_script("const a = 1;\nconst b = {")
    assert document.get("a") == 1
    assert document.problems


def test_constants_that_multiply_have_a_bound() -> None:
    lines = [f"const a{number} = [a{number + 1}, a{number + 1}];" for number in range(38)]
    assert isinstance(read_script("\n".join([*lines, "const a38 = 1;"])).get("a0"), list)
