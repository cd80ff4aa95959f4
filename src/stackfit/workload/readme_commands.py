"""Where a README shows installed commands at work: a program that people run is documented by its command lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection

from stackfit.model.source import split_lines

_FENCE = re.compile(r"(`{3,}|~{3,})")
_PROMPT = re.compile(r"(?:[$>%]\s+)?(?:sudo\s+|npx\s+(?:-y\s+|--yes\s+)?|uvx\s+|pipx\s+run\s+)?")


def command_lines(raw: str, names: Collection[str]) -> dict[str, tuple[int, ...]]:
    """The lines of a README's code on which each of the commands runs with arguments."""
    found: dict[str, list[int]] = defaultdict(list)
    fence = ""
    for number, line in enumerate(split_lines(raw), 1):
        said = line.strip()
        mark = _FENCE.match(said)
        if mark and (not fence or said.startswith(fence)):
            fence = "" if fence else mark.group(1)
        elif fence or line.startswith(("    ", "\t")) or said.startswith(("$ ", "> ", "% ")):
            words = _PROMPT.sub("", said, count=1).split(maxsplit=2)
            if len(words) > 1 and words[0] in names and not words[1].startswith(("=", "(", "{")):
                found[words[0]].append(number)
    return {name: tuple(lines) for name, lines in sorted(found.items())}
