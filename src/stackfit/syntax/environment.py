"""Environment variables that a JavaScript or TypeScript file reads."""

from __future__ import annotations

import re
from typing import NamedTuple

from tree_sitter import Node

from stackfit.syntax.parsing import ParseLimitError, parse_source
from stackfit.syntax.script_text import grammar, walk

_READ = re.compile(r"\s*(?:process|import\.meta)\s*\.\s*env\s*(?:\?\.|\.)\s*([A-Za-z_]\w*)\s*")


class EnvironmentRead(NamedTuple):
    """A read of `process.env.NAME` or `import.meta.env.NAME`; line and column from 1, in characters."""

    name: str
    line: int
    column: int


def environment_reads(text: str) -> tuple[EnvironmentRead, ...]:
    """List the variables that the code of a file reads by name, in order."""
    data = text.encode("utf-8", "surrogatepass")
    found = []
    try:
        root = parse_source(grammar(), data).root_node
    except ParseLimitError:
        return ()
    for node in walk(root):
        if node.type == "member_expression" and (name := _name(node, data)):
            row, byte = node.start_point
            line = data[node.start_byte - byte : node.start_byte].decode("utf-8", "replace")
            found.append(EnvironmentRead(name, row + 1, len(line) + 1))
    return tuple(found)


def _name(node: Node, data: bytes) -> str:
    """Give the variable that a member expression reads, "" where it is another one."""
    if node.end_byte - node.start_byte > 200:
        return ""
    match = _READ.fullmatch(data[node.start_byte : node.end_byte].decode("utf-8", "replace"))
    return match.group(1) if match else ""
