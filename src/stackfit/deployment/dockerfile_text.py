"""The text of Dockerfiles: instructions, pairs of names and values, exec forms."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator

from stackfit.deployment.shell import expand

_INSTRUCTION = re.compile(r"\s*([A-Za-z]+)\s+(.*)", re.DOTALL)
_HEREDOC = re.compile(r"<<-?\s*([\"']?)(\w+)\1")
_PAIR = re.compile(r"""(?<!\w)(\w+)=("[^"]*"|'[^']*'|\S*)""")
_MAX_INSTRUCTION = 20_000


def instructions(text: str) -> Iterator[tuple[str, str, int]]:
    """Give instructions in upper case with their joined text and first line; heredoc bodies are left out."""
    escape = "`" if re.match(r"\s*#\s*escape\s*=\s*`", text) else "\\"
    held, start, ends = "", 0, ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.rstrip()
        if ends:
            ends = "" if line.strip() == ends else ends
            continue
        if line.lstrip().startswith("#") or (not line and not held):
            continue
        start = start or number
        if line.endswith(escape):
            held = (held + line[:-1] + " ")[:_MAX_INSTRUCTION]
            continue
        match = _INSTRUCTION.match((held + line)[:_MAX_INSTRUCTION])
        if match:
            yield match.group(1).upper(), match.group(2).strip(), start
            heredoc = _HEREDOC.search(match.group(2)) if match.group(1).upper() in ("RUN", "COPY") else None
            ends = heredoc.group(2) if heredoc else ""
        held, start = "", 0


def pairs_of(value: str, known: dict[str, str]) -> dict[str, str]:
    """Give what ENV or ARG sets, in either of its two forms."""
    found = {name: expand(text.strip("\"'"), known) for name, text in _PAIR.findall(value)}
    if not found and " " in value:
        name, _, text = value.partition(" ")
        found = {name: expand(text.strip().strip("\"'"), known)}
    return found


def exec_form(value: str) -> list[str] | None:
    """Give the words of a JSON list, None for the shell form."""
    if not value.startswith("["):
        return None
    try:
        words = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return [str(word) for word in words] if isinstance(words, list) else None


def words_of(text: str) -> list[str]:
    """Give the words of either form."""
    words = exec_form(text)
    if words is not None:
        return words
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()
