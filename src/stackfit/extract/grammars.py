"""The tree-sitter grammars and the queries that go with them, loaded once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import tree_sitter_javascript
import tree_sitter_python
import tree_sitter_typescript
from tree_sitter import Language as Grammar
from tree_sitter import Node, Query, QueryCursor, Tree

from stackfit.model.kinds import Language
from stackfit.syntax.parsing import parse_source

_SOURCES = {
    Language.PYTHON: (tree_sitter_python.language, ("python",)),
    Language.JAVASCRIPT: (tree_sitter_javascript.language, ("ecmascript", "javascript")),
    Language.TYPESCRIPT: (tree_sitter_typescript.language_typescript, ("ecmascript", "typescript")),
    Language.TSX: (tree_sitter_typescript.language_tsx, ("ecmascript", "typescript")),
}


@cache
def load_grammar(language: Language) -> Grammar:
    """Give the grammar of a language."""
    return Grammar(_SOURCES[language][0]())


@cache
def load_query(language: Language) -> Query:
    """Give the query that captures every node the walker of this language handles."""
    folder = files("stackfit.extract") / "queries"
    parts = [(folder / f"{name}.scm").read_text(encoding="utf-8") for name in _SOURCES[language][1]]
    return Query(load_grammar(language), "\n".join(parts))


@cache
def load_comment_query(language: Language) -> Query:
    """Give a query that captures comments and nothing else."""
    return Query(load_grammar(language), "(comment) @comment")


def parse(language: Language, data: bytes) -> Tree:
    """Parse a file; errors are nodes of the tree. Raises `ParseLimitError` on what is too large or too deep."""
    return parse_source(load_grammar(language), data)


def capture(query: Query, root: Node) -> dict[str, list[Node]]:
    """All captures of a query, by name; names that start with an underscore only serve predicates."""
    found = QueryCursor(query).captures(root)
    return {name: nodes for name, nodes in found.items() if not name.startswith("_")}
