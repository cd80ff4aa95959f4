"""Parsing has bounds: what is too large, too deep or in too many pieces is refused, whatever the language."""

from __future__ import annotations

import pytest
import tree_sitter_javascript
import tree_sitter_python
import tree_sitter_typescript
from tree_sitter import Language

from stackfit.syntax.parsing import MAX_DEPTH, MAX_TOKENS, ParseLimitError, parse_source

PYTHON = Language(tree_sitter_python.language())
JAVASCRIPT = Language(tree_sitter_javascript.language())
TSX = Language(tree_sitter_typescript.language_tsx())


@pytest.mark.parametrize("grammar", [PYTHON, JAVASCRIPT])
@pytest.mark.parametrize(
    ("source", "why"),
    [
        (b"x = " + b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), "levels deep"),
        (b"x = a" + b".a" * (MAX_DEPTH + 1), "levels deep"),
        (b"x = " + b"(" * (MAX_TOKENS + 9), "tokens in one syntax error|levels deep"),
        (b"f(1);\n" * 400_000, "steps to be parsed"),
    ],
)
def test_what_is_beyond_a_bound_is_refused(grammar: Language, source: bytes, why: str) -> None:
    with pytest.raises(ParseLimitError, match=why):
        parse_source(grammar, source)


def test_a_line_of_garbage_is_not_worth_more_work_than_its_length() -> None:
    with pytest.raises(ParseLimitError, match="more than 50,200 steps"):
        parse_source(TSX, b'{\x1a""":5:{\x1a""":5::::5$:')


@pytest.mark.parametrize("grammar", [PYTHON, JAVASCRIPT])
@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"x = " + b"[" * 500 + b"]" * 500,
        b"x = [" + b"1, " * 50_000 + b"]\n",
        b"f(1);\n" * 50_000,
        b"x = '" + b"a" * 3_000_000 + b"'\n",
        b"\xff\xfe\x00(\xed\xa0\x80",
    ],
)
def test_what_people_write_is_parsed(grammar: Language, source: bytes) -> None:
    assert parse_source(grammar, source).root_node.end_byte >= len(source.rstrip()) - 1
