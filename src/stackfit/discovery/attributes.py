"""What .gitattributes files say about vendored and generated files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from stackfit.discovery.ignore import compile_patterns

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_REASONS = {"linguist-vendored": "vendored", "linguist-generated": "generated"}
_LINE = re.compile(r'\s*("(?:[^"\\]|\\.)*"|\S+)\s+(.*)')
_FALSE = ("false", "0", "no", "off")
# Patterns for a whole language only tidy up a host's language statistics: nobody's notebooks are all vendored.
_WHOLE_LANGUAGE = re.compile(r"/?(?:\*\*/)?\*\.(?:py|ipynb|[cm]?jsx?|[cm]?tsx?|vue|svelte|html?|css)")


class AttributeRule(NamedTuple):
    """One line's word on one reason: paths below `folder` that match are (or, when not `holds`, are not) that."""

    folder: str
    spec: GitIgnoreSpec
    reason: str
    holds: bool


class Attributes:
    """The rules of all .gitattributes files; the last line of the deepest file that matches decides."""

    def __init__(self, files: Iterable[tuple[str, str]]) -> None:
        """`files` are pairs of a folder ("" for the root) and the text of its .gitattributes."""
        ordered = sorted(files, key=lambda file: (file[0].count("/") + bool(file[0]), file[0]))
        self._rules = [rule for folder, text in ordered for rule in _parse(folder, text)]
        self._rules.reverse()

    def claims(self, path: str) -> dict[str, bool]:
        """Tell for "vendored" and "generated" whether `path` is declared to be (or not to be) that."""
        decided: dict[str, bool] = {}
        for rule in self._rules:
            if rule.reason not in decided and _matches(rule, path):
                decided[rule.reason] = rule.holds
        return decided


def _matches(rule: AttributeRule, path: str) -> bool:
    if rule.folder:
        if not path.startswith(rule.folder + "/"):
            return False
        path = path[len(rule.folder) + 1 :]
    return bool(rule.spec.check_file(path).include)


def _parse(folder: str, text: str) -> list[AttributeRule]:
    rules = []
    for line in text.splitlines():
        if "linguist-" not in line or line.lstrip().startswith(("#", "[attr]")):
            continue
        found = _LINE.match(line)
        if found is None or found[1].startswith("!"):
            continue
        pattern = found[1][1:-1].replace('\\"', '"') if found[1].startswith('"') else found[1]
        if _WHOLE_LANGUAGE.fullmatch(pattern):
            continue
        for word in found[2].split():
            name, _, value = word.lstrip("-!").partition("=")
            if name in _REASONS:
                holds = word[0] not in "-!" and value.lower() not in _FALSE
                rules.append(AttributeRule(folder, compile_patterns([pattern]), _REASONS[name], holds))
    return rules
