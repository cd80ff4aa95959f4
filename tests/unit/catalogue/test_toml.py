"""The reader of data files: typed, and every complaint names the file and the key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from stackfit.catalogue.toml import Table, read_toml
from stackfit.errors import DataError

TABLE = Table(
    {
        "text": "a",
        "flag": True,
        "number": 2,
        "texts": ["b", "a", "b"],
        "sub": {"x": 1.5, "y": 2},
        "rows": [{"id": "first", "n": 1}, {"n": "two"}],
        "mixed": [1, "a"],
    },
    "data.toml",
)


def test_values_come_typed() -> None:
    assert TABLE.text("text") == "a"
    assert TABLE.flag("flag") is True
    assert TABLE.number("number") == 2.0
    assert TABLE.count("number") == 2
    assert TABLE.texts("texts") == ("b", "a", "b")
    assert TABLE.names("texts") == {"a", "b"}
    assert TABLE.numbers("sub") == {"x": 1.5, "y": 2.0}
    assert TABLE.cited("text") == ("a",)
    assert [row.text("id", "") for row in TABLE.tables("rows")] == ["first", ""]


def test_what_is_absent_is_empty_or_the_default() -> None:
    assert TABLE.text("none", "x") == "x"
    assert TABLE.flag("none") is False
    assert TABLE.flag("none", default=True) is True
    assert TABLE.number("none", default=3) == 3.0
    assert TABLE.texts("none") == ()
    assert TABLE.number_list("none") == ()
    assert TABLE.tables("none") == ()
    assert TABLE.numbers("none") == {}
    assert TABLE.table("none").keys() == ()
    assert not TABLE.has("none")


@pytest.mark.parametrize(
    ("read", "message"),
    [
        (lambda: TABLE.text("none"), "data.toml: none: is missing"),
        (lambda: TABLE.text("flag"), "data.toml: flag: must be a string"),
        (lambda: TABLE.flag("text"), "data.toml: text: must be true or false"),
        (lambda: TABLE.number("flag"), "data.toml: flag: must be a number"),
        (lambda: TABLE.number("number", 0, 1), "data.toml: number: must lie between 0 and 1, not 2"),
        (lambda: TABLE.count("flag"), "data.toml: flag: must be a whole number of at least 1"),
        (lambda: TABLE.choice("text", ("ab", "z")), "data.toml: text: unknown value 'a' (did you mean 'ab'?)"),
        (lambda: TABLE.texts("mixed"), "data.toml: mixed: must be a list of strings"),
        (lambda: TABLE.names("texts", ("a",)), "data.toml: texts: unknown value 'b'"),
        (lambda: TABLE.cited("number"), "data.toml: number: must be a source or a list of sources"),
        (lambda: TABLE.number_list("mixed"), "data.toml: mixed: must be a list of numbers"),
        (lambda: TABLE.numbers("text"), "data.toml: text: must be a table"),
        (lambda: TABLE.tables("texts"), "data.toml: texts: must be an array of tables"),
        (lambda: TABLE.table("none", required=True), "data.toml: none: is missing"),
        (lambda: TABLE.table("sub").text("x"), "data.toml: sub.x: must be a string"),
        (lambda: TABLE.tables("rows")[0].text("n"), "data.toml: rows[first].n: must be a string"),
        (lambda: TABLE.tables("rows")[1].number("n"), "data.toml: rows[1].n: must be a number"),
        (lambda: TABLE.table("sub").only(("x", "z")), "data.toml: sub.y: unknown key"),
    ],
)
def test_a_complaint_names_the_place(read: Callable[[], object], message: str) -> None:
    with pytest.raises(DataError) as caught:
        read()
    assert str(caught.value) == message


def test_keys_that_nobody_asked_for_are_refused() -> None:
    table = Table({"weight": 1, "weigth": 2}, "data.toml")
    table.number("weight")
    with pytest.raises(DataError, match=r"weigth: unknown key .did you mean 'weight'"):
        table.close()


@pytest.mark.parametrize("content", [b"a = ", b"\xff\xfe"], ids=["broken", "not-utf-8"])
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.toml").write_bytes(content)
    with pytest.raises(DataError, match=r"inference\.toml: cannot be read as TOML"):
        read_toml(tmp_path / "x.toml", "inference.toml")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"inference\.toml: cannot be read as TOML"):
        read_toml(tmp_path / "x.toml", "inference.toml")
