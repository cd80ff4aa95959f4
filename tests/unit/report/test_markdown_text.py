"""Escaping for Markdown, judged by what a Markdown reader makes of it."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from report.examples import HOSTILE_TEXTS
from stackfit.report.markdown_text import code, prose
from stackfit.report.safe import make_safe

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def inline(markdown: str) -> list[Token]:
    """The pieces of the only paragraph."""
    blocks = READER.parse(f"- a {markdown} z")
    (paragraph,) = (block for block in blocks if block.type == "inline")
    return paragraph.children or []


def check_prose(text: str) -> None:
    alone = READER.parse(f"- {prose(text, 5_000)}")
    assert {block.type for block in alone if block.level > 1} <= {"paragraph_open", "inline", "paragraph_close"}
    pieces = inline(prose(text, 5_000))
    assert {piece.type for piece in pieces} <= {"text", "text_special"}
    shown = "".join(piece.content for piece in pieces)
    assert " ".join(shown.replace("\u200b", "").split()) == " ".join(f"a {make_safe(text, 5_000)} z".split())
    assert not re.search(r"@\w|#\d|://|www\.", shown, re.ASCII | re.IGNORECASE)


def check_code(text: str) -> None:
    spans = [piece for piece in inline(code(text, 5_000)) if piece.type != "text"]
    assert [piece.type for piece in spans] == ["code_inline"]
    assert spans[0].content == (make_safe(text, 5_000) or "-")


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_known_tricks_stay_words(text: str) -> None:
    check_prose(text)
    check_code(text)


@given(st.text())
def test_words_stay_words(text: str) -> None:
    check_prose(text)


@given(st.text(alphabet="`ab \\|<"))
def test_nothing_closes_a_code_span_from_within(text: str) -> None:
    check_code(text)


@given(st.text(alphabet="|\\`a<*"))
def test_nothing_ends_a_table_cell(text: str) -> None:
    page = READER.render(f"| head | other |\n|---|---|\n| {prose(text)} | b |\n")
    cells = re.findall(r"<td>(.*?)</td>", page)
    assert [html.unescape(cell) for cell in cells] == [make_safe(text), "b"]


def test_names_in_snake_case_stay_readable() -> None:
    assert prose("call read_price of __init__") == "call read_price of &#95;&#95;init&#95;&#95;"
