"""Our own regular expressions take time in proportion to the text: proved, but for a short list that says why not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
# Modules, or single expressions of them by how they begin, about which nothing is proved, and why that does no harm.
REVIEWED = {
    "stackfit.deployment.compose (?:.*/)?": "paths of up to 4,096 characters",
    "stackfit.deployment.linking (?:.*/)?": "names of images of up to 300 characters",
    "stackfit.discovery.kinds": "paths of up to 4,096 characters",
    "stackfit.discovery.sieve": "the first 4,096 bytes of a file",
    "stackfit.discovery.vendored [a-z]": "names of files",
    "stackfit.extract.headers <": "200 characters",
    r"stackfit.extract.names [^\W\d]\w*": "names of up to 1,000 characters, from their start",
    'stackfit.extract.notebook "': "within a value that the JSON parser has read: every string of it ends",
    "stackfit.extract.suppressions (?:^|": "the rest of the line is taken in any case, and not looked at again",
    "stackfit.manifests.conda (?:[": "texts of up to 1,000 characters",
    "stackfit.manifests.draft ": "requirements of up to 2,000 characters",
    "stackfit.manifests.setup_py": "100,000 characters, of which each attempt looks at up to 3,000",
    "stackfit.rules.browser_code (?:^": "paths of up to 4,096 characters",
    "stackfit.rules.emitters (?:": "names of up to 1,300 characters",
    r"stackfit.rules.importing [ \t]*\(": "matched at one place, behind a word",
    r"stackfit.rules.statements \b([": "200 characters",
    "stackfit.syntax.readers": "paths of up to 4,096 characters",
    'stackfit.syntax.toml_text """': "text that tomli has read: every string of it ends",
    "stackfit.workload.readme_text <!--": "takes the rest of the text where the end is missing",
    r"stackfit.workload.readme_text ^[ \t]*(```": "takes the rest of the text where the end is missing",
}
# Where a module hands its expressions on, how these are applied.
APPLIED = {"stackfit.syntax.readers": ["fullmatch"], "stackfit.technology.globs": ["match"]}
# In a process of its own: every module is loaded anew, and every expression that it compiles is noted.
JUDGE = f"""
APPLIED = {APPLIED}
import json, sys
from fuzz.expressions import collect
found = [item._replace(methods=frozenset(APPLIED.get(item.module, item.methods))) for item in collect()]
from fuzz.proof import is_linear
text = lambda item: item.text if isinstance(item.text, str) else item.text.decode("latin-1")
unproved = [item.module + " " + text(item) for item in found if not is_linear(item)]
json.dump(dict(seen=len(found), unproved=unproved), sys.stdout)
"""


def ask(script: str, *arguments: str) -> Any:
    command = [sys.executable, "-c", script, *arguments]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout)


@pytest.fixture(scope="module")
def found() -> Any:
    return ask(JUDGE)


def test_matching_takes_linear_time(found: Any) -> None:
    assert found["seen"] > 400
    assert [name for name in found["unproved"] if not name.startswith(tuple(REVIEWED))] == []


def test_nothing_is_reviewed_that_is_proved(found: Any) -> None:
    assert [name for name in REVIEWED if not any(item.startswith(name) for item in found["unproved"])] == []


PROVE = """
import json, sys
from fuzz.expressions import Expression
from fuzz.proof import is_linear
methods = frozenset(sys.argv[1].split())
json.dump([is_linear(Expression("module", text, 0, methods)) for text in sys.argv[2:]], sys.stdout)
"""

GROWING = {
    "search": (r"\w+\(", r"a\s*b?\s*c", "//.*keep", "(a|b|ab)*c", "(?:a*)*b", "(a+)+$", r"\bapt\b[^;]*\badd\b", ".*$",
               r'"(?:[^"\\]|\\.)*"', "/(@[^/]+%2f[^/]+)/-", r"(\w)\w*\1x", r"\d+\w*x", "a(?=.*b)", "a(?!.*b)", r"\b.+x",
               r"(?<=a)\w+b", r"(?<!a)\w+b", "(?:|x)a*b", r"\w+(?<!a)x", r"(?m)^\s*import", r"a+\b", r"(a*)\1",
               "(?i)(?<![a-j])[A-Z]+x", "(?<!a)[\u0100-\u0200]+x", r"(?a)(?<!\w)\u0131+x", "x*(?:yx*)*z"),
    "match": (r"\w*a\w*b", "(?:x|xx)*y", r"\s*[^,]*,x", r"\w{2,}\w{2,}x", r"(\w+)\1+x", r"(\s|\w)*\s*x", "a*a*b"),
    "fullmatch": ("a*a*", "(?:.*/)?.*x", r"[\w-]*a[\w-]*"),
}  # fmt: skip
LINEAR = {
    "search": (r"(?<!\w)\w+\(", r"a[ ]*(?:b[ ]*)?c", r"(?m)^[ \t]*import", r"\bwhile\w*x", "(a|b|c)*", "a.{0,9}b", ".*",
               r'"(?:[^"\\]|\\.)*"?', r"\s+", "a(?:[^;]*)", r"(?<![\w/])(?:a|b)[\w/]*c", "(['\"])x\\1", r"\Aa*b*c"),
    "match": (r"\s*\S+x", r"(?:-\w+\s+)*\d", "[^/]*/[^/]*x", r"(\w+)=\1x", r"\d+(?:\.\d+)*\Z", "a*b*c", "[^a]*a[^a]*c"),
    "fullmatch": (r"\w+\.\d+", "(?:.*/)?[^/]*x", r".*\.py"),
}  # fmt: skip


@pytest.mark.parametrize("methods", GROWING)
def test_what_grows_is_not_called_linear(methods: str) -> None:
    told = ask(PROVE, methods, *GROWING[methods])
    assert [text for text, linear in zip(GROWING[methods], told, strict=True) if linear] == []


@pytest.mark.parametrize("methods", LINEAR)
def test_what_does_not_grow_is(methods: str) -> None:
    told = ask(PROVE, methods, *LINEAR[methods])
    assert [text for text, linear in zip(LINEAR[methods], told, strict=True) if not linear] == []
