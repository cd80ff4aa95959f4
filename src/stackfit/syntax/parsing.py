"""Parses source with a bound on work and depth, so that no file takes all time or memory: hostile ones are refused."""

from __future__ import annotations

from tree_sitter import Language, Node, Parser, Tree

# The parser reports each hundred of its steps. Code takes 4 to 18 reports for a kilobyte, so that a megabyte of the
# densest is read; what needs more is generated or hostile, and would take up to 1.4 kilobytes of memory for each byte.
_MAX_REPORTS = 20_000
# Of 60,000 files of 180 repositories, errors in them included, none needs more than 200 reports and 21 a kilobyte. But
# over a line of garbage the parser may go on for ever.
_REPORTS_AT_LEAST = 500
_REPORTS_PER_BYTE = 0.1
# Code that people write is a few hundred levels deep. Queries take time that grows with the square of the depth from
# 65,536 levels on.
MAX_DEPTH = 20_000
# So they do in a row of tokens that are no nodes of their own, as errors leave behind.
MAX_TOKENS = 20_000


class ParseLimitError(ValueError):
    """The file is too large or too deeply nested to be parsed."""


def parse_source(grammar: Language, data: bytes) -> Tree:
    """Parse a file. Errors in it are nodes of the tree; `ParseLimitError` is raised where a bound is passed."""
    reports, most = 0, min(_MAX_REPORTS, _REPORTS_AT_LEAST + int(len(data) * _REPORTS_PER_BYTE))

    def is_too_much(offset: int, has_error: bool) -> bool:
        nonlocal reports
        reports += 1
        return reports > most

    try:
        tree = Parser(grammar).parse(lambda offset, _: data[offset:], progress_callback=is_too_much)
    except ValueError:
        tree = None
    if tree is None:
        raise ParseLimitError(f"needs more than {most * 100:,} steps to be parsed")
    root = tree.root_node
    if root.descendant_count > MAX_DEPTH and _is_deep(tree):
        raise ParseLimitError(f"is nested more than {MAX_DEPTH:,} levels deep")
    if root.has_error and root.descendant_count > MAX_TOKENS and _is_debris(root):
        raise ParseLimitError(f"has more than {MAX_TOKENS:,} tokens in one syntax error")
    return tree


def _is_deep(tree: Tree) -> bool:
    """Whether some node lies deeper than is allowed; without recursion, and without a list of nodes."""
    cursor, depth = tree.walk(), 0
    while True:
        if cursor.goto_first_child():
            depth += 1
            if depth > MAX_DEPTH:
                return True
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return False
            depth -= 1


def _is_debris(root: Node) -> bool:
    """Whether some node with errors in it holds too many bare tokens."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.child_count - node.named_child_count > MAX_TOKENS:
            return True
        waiting += [child for child in node.named_children if child.has_error]
    return False
