"""The prose of a README: what it says of the project, without markup, code and the sections every README has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

# Bounded or closed by the end of the text, so that no README can cost more than its length. As in Markdown, a code
# block or comment that is never closed runs to the end.
_CODE_BLOCK = re.compile(r"^[ \t]*(```|~~~).*?(?:^[ \t]*\1|\Z)", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_IMAGE_LINK = re.compile(r"!\[[^\]\n]{0,200}\](?:\([^)\n]{0,400}\)|\[[^\]\n]{0,200}\])")
_CONTENTS_LINK = re.compile(r"\[([^\]\n]{0,200})\]\(#[^)\n]{0,200}\)")
_LINK = re.compile(r"\[([^\]\n]{0,200})\](?:\([^)\n]{0,400}\)|\[[^\]\n]{0,200}\])")
_HEADING_TAG = re.compile(r"<h([1-6])\b[^<>]{0,200}>")
_TAG = re.compile(r"<[^<>]{0,500}>")
_URL = re.compile(r"https?://\S+")
_CODE_SPAN = re.compile(r"``?[^`\n]{0,60}[^\w`\n-][^`\n]{0,60}``?")
_DIRECTIVE = re.compile(r"^\.\. .*$|^[ \t]+:\w+:.*$|^\[[^\]\n]+\]:.*$|^[ \t]*[$>]{1,3} \S.*$", re.MULTILINE)
_UNDERLINE = re.compile(r"^(?:=+|-+|~+|\*+|\^+|#+\s*$)$")
_HASHES = re.compile(r"(#{1,6})(?!#)\s*\S")
_LEVELS = {"=": 1, "-": 2, "~": 3, "^": 4}

# Sections that nearly every README has: how to install, build, discuss and pay for a project, not what it is.
_ASIDE = re.compile(
    r"""\W*(?:(?:how\ to|getting|get|join|our|the|your|need|for|local|quick|running|run|reporting|report|project|more|
        contact|commercial|professional|premium|gold|silver|open\ source)\ ){0,2}
    (?:
      install\w*|(?:re)?building|build(?:\ (?:from|instructions|status)\b.*)?|compil\w+|prerequisites?|requirements?
    | dependencies|upgrad\w+|updat\w+|migrat\w+|deploy\w*|docker|self[- ]?host\w*|set-?up|configuration
    | develop(?:ment|ing|ers?)|test(?:s|ing)?|contribut\w*|communit\w+|discussions?|chat|communication
    | discord|slack|gitter|contact(?:s|\ us)?|help|support(?:ing|ers?|\ us)?|questions?|feedback|bugs?|issues?|social
    | stay\ in\ touch|licen[cs]\w+|copyright|legal|sponsor\w*|backers?|donat\w+|funding|acknowledge?ments?|credits?
    | (?:special\ )?thanks?|authors?|maintainers?|team|contributors?|who\ uses|who's\ using|used\ by|users|adopters
    | in\ the\ wild|showcase|change\s?logs?|release\w*|version\w*|history|roadmap|status|what's\ new|news
    | links|resources|further\ reading|documentation|docs|faq|troubleshooting
    | (?:related|similar)(?:\ \w+)?|alternatives|see\ also|security|code\ of\ conduct|citation|citing|cite
    | screenshots?|downloads?|star(?:s|gazers|\ history)?|badges|stats|disclaimer|privacy
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_ASIDE_WORDS = 6  # a longer heading is a sentence of its own
_SENTENCE = re.compile(r"(?<=[.!?])\s")
_INVITES = re.compile(
    r"\b(?:join (?:us|our|the|in)|(?:have|got|ask) (?:a |any |some )?(?:\w+ )?(?:questions?|issues?|help)|"
    r"questions\?|(?:get|find|need|seek\w*) (?:\w+ )?help|reach (?:us|out|me)|feel free|come (?:and )?(?:chat|talk)|"
    r"hang out|stop by|chat with us|talk to us|follow (?:us|me)|stay (?:up|in)|bug reports?|pull requests?)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4)
def split_readme(raw: str) -> tuple[str, str]:
    """The title and the prose of a README, without badges, markup, code, addresses and the sections all have.

    What is left out inside of the prose leaves blanks of its length, so that far down stays far down.
    """
    text = _COMMENT.sub(" ", _CODE_BLOCK.sub(" ", raw))
    text = _CONTENTS_LINK.sub(_named_section, _IMAGE_LINK.sub(" ", text))
    text = _LINK.sub(r"\1", text)
    text = _HEADING_TAG.sub(lambda match: f"\n{'#' * int(match.group(1))} ", text)
    text = _DIRECTIVE.sub(" ", _CODE_SPAN.sub(" ", _URL.sub(" ", _TAG.sub(" ", text))))
    kept = [line for line in _own_sections(_without_literals(text.splitlines())) if line]
    return (kept[0], "\n".join(kept[1:])) if kept else ("", "")


def _named_section(link: re.Match[str]) -> str:
    """What a link of the table of contents says: the heading of a section that speaks of the project."""
    return " " if _is_aside(link.group(1)) else link.group(1)


def _without_literals(lines: Iterable[str]) -> Iterator[str]:
    """Leave out the indented code after a line that ends in two colons, as reStructuredText has it."""
    literal, indent = False, 0
    for line in lines:
        depth = len(line) - len(line.lstrip())
        if literal and (not line.strip() or depth > indent):
            continue
        literal, indent = line.rstrip().endswith("::"), depth
        yield line


def _own_sections(lines: Iterable[str]) -> Iterator[str]:
    """The lines outside of the sections that all READMEs have; the first line is the title, whatever it says."""
    stripped = [line.strip() for line in lines]
    skipping, first = 0, True
    for line, below in zip(stripped, (*stripped, "")[1:], strict=True):
        said = line.lstrip("#>*-=| ").strip()
        if _UNDERLINE.match(line) or not any(char.isalpha() for char in said):
            continue
        level = _level(line, below)
        if level and (not skipping or level <= skipping):
            skipping = level if not first and _is_aside(said) else 0
        first = False
        yield " " * len(said) if skipping else _without_invitations(said)


def _level(line: str, below: str) -> int:
    """The level of a heading, 0 for other lines."""
    hashes = _HASHES.match(line)
    if hashes:
        return len(hashes.group(1))
    return _LEVELS.get(below[0], 5) if len(below) >= 3 and _UNDERLINE.match(below) and len(line) < 80 else 0


def _is_aside(heading: str) -> bool:
    """Whether a heading opens one of the sections that all READMEs have."""
    return len(heading.split()) <= _ASIDE_WORDS and _ASIDE.match(heading) is not None


def _without_invitations(line: str) -> str:
    """A line without the sentences that ask readers to join, to ask or to report."""
    if not _INVITES.search(line):
        return line
    return " ".join(sentence for sentence in _SENTENCE.split(line) if not _INVITES.search(sentence))
