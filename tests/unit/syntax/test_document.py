from __future__ import annotations

import pytest

from stackfit.syntax import decode, read_json, read_toml, read_yaml


def test_utf16_written_by_powershell_is_read() -> None:
    assert decode("flask==3.0\r\n".encode("utf-16")) == "flask==3.0\n"
    assert decode(b"a\rb\r") == "a\nb\n"
    assert decode(b"a\r\nb\n\rc\nd\r\r\n").split("\n") == ["a", "b", " c", "d ", ""]


def test_bad_bytes_do_not_raise() -> None:
    assert decode(b"\xff\xfa name").endswith("name")


def test_json_lines_of_nested_keys_and_items() -> None:
    document = read_json('{\n  "a": {\n    "b": [1,\n      "x"]\n  }\n}')
    assert document.line("a", "b") == 3
    assert document.line("a", "b", 1) == 4
    assert document.strings("a", "b") == [("x", 4)]


def test_json_with_comments_and_trailing_commas() -> None:
    document = read_json('// head\n{"a": "1", /* c */ "b": [2,],}')
    assert document.value == {"a": "1", "b": [2]}
    assert document.problems == ()


def test_broken_json_keeps_what_came_before() -> None:
    document = read_json('{"name": "x",\n"dependencies": {"ws": "^8"},\n<<<<<<< HEAD\n"a": 1}')
    assert document.table("dependencies") == {"ws": "^8"}
    assert document.problems[0].line == 3


@pytest.mark.parametrize("text", ["", "{", "[" * 10_000, '"', "{]", '{"a" 1}', "nul", "/*" * 50])
def test_no_json_raises(text: str) -> None:
    assert read_json(text).problems


def test_toml_lines() -> None:
    text = (
        '[a]\nx = [\n  "p",  # note\n  {q = "r"},\n]\n"k.l".m = 1\n[[b.c]]\nn = 1\n[[b.c]]\nn = """\ntwo"""\nz = 1.5\n'
    )
    document = read_toml(text)
    assert document.line("a", "x", 0) == 3
    assert document.line("a", "x", 1, "q") == 4
    assert document.line("a", "k.l", "m") == 6
    assert document.line("b", "c", 1, "n") == 10
    assert document.line("b", "c", 1, "z") == 12


def test_a_broken_toml_table_costs_only_itself() -> None:
    document = read_toml('[project]\nname = "x"\n[tool.odd]\na == 1\n[tool.poetry]\nname = "y"\n')
    assert document.text("project", "name") == "x"
    assert document.text("tool", "poetry", "name") == "y"
    assert [problem.line for problem in document.problems] == [4]


@pytest.mark.parametrize("text", ["[" * 5_000, "a=" + "[" * 5_000, 'a="""x', "=", "a.b=1\na=2", "[a\n" * 40])
def test_no_toml_raises(text: str) -> None:
    assert read_toml(text).problems


def test_yaml_lines_merges_and_plain_versions() -> None:
    document = read_yaml("base: &b\n  image: node\nweb:\n  <<: *b\n  tag: 3.10\n  empty:\n")
    assert document.table("web") == {"tag": "3.10", "empty": None, "image": "node"}
    assert document.line("web", "tag") == 5


def test_yaml_custom_tags_are_no_problem() -> None:
    document = read_yaml("a: !reset [1]\nb: !Ref x\n")
    assert document.value == {"a": ["1"], "b": "x"}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "{a: " * 50_000,
        "- " * 20_000,
        "a: b\nc: [\nd",
        "\0",
        "a: &a [*a]\n" + "b: [" + "*a," * 2_000 + "]",
    ],
)
def test_hostile_yaml_is_a_problem_not_a_crash(text: str) -> None:
    assert read_yaml(text).problems


def test_accessors_answer_empty_for_the_wrong_type() -> None:
    document = read_json('{"a": [1]}')
    assert document.table("a") == {}
    assert document.array("a", 0) == []
    assert document.text("missing", "deep", 3) == ""
    assert document.line("missing") == 1


def test_a_number_of_thousands_of_digits_is_a_problem() -> None:
    assert [problem.message for problem in read_toml(f"a = {'9' * 5000}\n").problems] == [
        "not valid TOML: a number that is too long"
    ]


@pytest.mark.parametrize("opening", ["[", "{k: "])
def test_aliases_of_aliases_do_not_multiply(opening: str) -> None:
    inner = ", ".join(["*a{0}"] * 9) if opening == "[" else ", ".join(f"k{key}: *a{{0}}" for key in range(9))
    close = "]" if opening == "[" else "}"
    bomb = "a0: &a0 [x]\n" + "".join(
        f"a{level + 1}: &a{level + 1} {opening[0]}{inner.format(level)}{close}\n" for level in range(30)
    )
    document = read_yaml(bomb + "services: *a30\n")
    assert [problem.message for problem in document.problems] == ["not valid YAML: too many aliases"]
    assert len(str(document.value)) < 3_000_000


def test_a_container_never_holds_itself() -> None:
    assert read_yaml("a: &x\n  b: *x\n  c: &y [*y, *x]\nd: *y\n").value == {
        "a": {"b": None, "c": [None, None]},
        "d": [None, None],
    }
