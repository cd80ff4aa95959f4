"""Tells code that was copied into a project: by its folder, or by a notice on its rights that only it has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from stackfit.model.component import ProfiledComponent
from stackfit.model.source import SourceFile, split_lines
from stackfit.rules.base import Context

_NOTICE = re.compile(
    r"(?<![a-z])copyright(?![a-z])|@licen[sc]e"
    r"|\blicen[sc]ed under\b|\bdistributed under\b|\breleased under\b|SPDX-License",
    re.IGNORECASE,
)
_HOLDER = re.compile(r"(?<![a-z])copyright(?![a-z])(.{4,300})", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_BANNER = re.compile(
    r"\s{0,20}(?:/\*!|//!|/?\*{1,3}\s{0,4}@(?:licen[sc]e|preserve)\b|/\*{0,2}\s{0,4}copyright\b)", re.IGNORECASE
)
_VENDORS = frozenset({"vendor", "_vendor", "vendored", "_vendored", "third_party", "thirdparty"})
"""Folders for code of others; where they are the program's own, discovery leaves them in."""

_HEAD = 12
_LONGEST = 300
_MANY = 3
"""So many banners stand in one file only where several libraries were put together."""

_COMPARED = 60
_FEWEST = 5
_SHARE = 4


def is_put_together(text: str) -> bool:
    """Whether a file holds the banners of several libraries, as a bundle does."""
    lines = (line[:_LONGEST] for line in split_lines(text))
    return len(list(islice((line for line in lines if _BANNER.match(line)), _MANY))) == _MANY


def is_copied_in(path: str, component: ProfiledComponent, context: Context) -> bool:
    """Whether a file stands with what others wrote, or has a notice on its rights that hardly any elsewhere has."""
    if not _VENDORS.isdisjoint(path.split("/")[:-1]):
        return True
    if not _has_notice(path, context):
        return False
    others = _elsewhere(path, component.component.files)
    compared = others[:: max(1, len(others) // _COMPARED)]
    if len(compared) < _FEWEST:
        return False
    noticed = [other for other in compared if _has_notice(other, context)]
    return len(noticed) * _SHARE < len(compared) or _is_of_others(path, noticed, context)


def _is_of_others(path: str, noticed: list[str], context: Context) -> bool:
    """Whether one holder has the rights to most of a program's files, and somebody else those to this one."""
    own = _holders(path, context)
    counts = Counter(holder for other in noticed for holder in _holders(other, context))
    most = max(counts.values(), default=0)
    return bool(own) and most * 2 > len(noticed) and not any(counts[holder] for holder in own)


def _holders(path: str, context: Context) -> frozenset[str]:
    """Give the lines that say who has the rights to a file, without what differs from file to file."""
    found = (_HOLDER.search(line) for line in _head(path, context))
    return frozenset(" ".join(_LETTERS.findall(match.group(1).lower())) for match in found if match)


def _elsewhere(path: str, files: tuple[SourceFile, ...]) -> list[str]:
    """List the files of code outside of the folder of a file: of its topmost folder, if enough are left."""
    code = sorted(file.path for file in files if file.language is not None)
    for folder in (path.partition("/")[0], path.rpartition("/")[0]):
        found = [other for other in code if not other.startswith(f"{folder}/")]
        if len(found) >= _FEWEST:
            return found
    return []


def _has_notice(path: str, context: Context) -> bool:
    return any(_NOTICE.search(line) for line in _head(path, context))


def _head(path: str, context: Context) -> Iterator[str]:
    """Yield the beginnings of a file's first lines."""
    yield from (line[:_LONGEST] for line in split_lines(context.text(path) or "")[:_HEAD])
