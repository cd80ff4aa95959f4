"""None of our own regular expressions takes exponential time, nor time that grows with the square of a long text."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
# In a process of its own: every module is loaded anew, and every expression that it compiles is noted.
JUDGE = """
import json, re, sys
from fuzz.expressions import collect, grows
expressions = collect()
from stackfit.rules.regex import find_growth, parse_regex
unread, growing = [], []
for item in expressions:
    text = item.text if isinstance(item.text, str) else item.text.decode("latin-1")
    letters = "".join(name for name, bit in (("i", re.I), ("x", re.X), ("s", re.S)) if item.flags & bit)
    trees = parse_regex(text, letters, python=True)
    if not trees:
        unread.append(text)
    elif find_growth(trees, endless=6, most=1_000):
        growing.append(text)
bounded = json.loads(sys.argv[1])
judged = [item for item in expressions if not {item.module, f"{item.module} {item.text}"} & bounded.keys()]
slow = [(item.module, str(item.text), text) for item in judged if (text := grows(item))]
json.dump({"seen": len(expressions), "unread": unread, "growing": growing, "slow": slow}, sys.stdout)
"""
# Modules whose expressions are only ever given short texts, and how long these can be; single expressions that are
# matched at a place and not searched for, by another module.
BOUNDED = {
    "stackfit.deployment.linking": "names of images of up to 300 characters",
    "stackfit.discovery.kinds": "paths of up to 4,096 characters",
    "stackfit.discovery.sieve": "the first 4,096 bytes of a file",
    "stackfit.discovery.vendored": "names of files",
    "stackfit.extract.names": "names of up to 1,000 characters, from their start",
    "stackfit.manifests.conda": "texts of up to 1,000 characters",
    "stackfit.manifests.draft": "requirements of up to 2,000 characters",
    "stackfit.manifests.setup_py": "100,000 characters, of which each attempt looks at up to 3,000",
    "stackfit.rules.emitters": "names of up to 1,300 characters",
    r"stackfit.rules.importing [ \t]*\(": "behind a word",
    r"stackfit.rules.statements [ \t]*=[ \t]*(?:\w+\.)*[A-Z]\w*\(": "behind a word",
    "stackfit.syntax.readers": "paths of up to 4,096 characters, from their start",
}


@pytest.fixture(scope="module")
def found() -> Any:
    command = [sys.executable, "-c", JUDGE, json.dumps(BOUNDED)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout)


def test_no_expression_of_ours_grows_exponentially(found: Any) -> None:
    assert found["seen"] > 300
    assert found["growing"] == []
    assert len(found["unread"]) <= 3, found["unread"]


def test_none_that_is_given_long_texts_grows_with_their_square(found: Any) -> None:
    assert found["slow"] == []


TRY = """
import sys
from fuzz.expressions import Expression, grows
for text in sys.argv[1:]:
    print(bool(grows(Expression("module", text, 8, frozenset()))))
"""


def test_the_attacks_find_what_grows() -> None:
    growing = (r"\w+\(", r"a\s*b?\s*c", r"^\s*import", "//.*keep")
    linear = (r"(?<!\w)\w+\(", r"a\s*(?:b\s*)?c", r"^[ \t]*import")
    command = [sys.executable, "-c", TRY, *growing, *linear]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split()
    assert told == ["True"] * len(growing) + ["False"] * len(linear)
