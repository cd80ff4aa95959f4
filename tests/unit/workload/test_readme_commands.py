"""Commands that a README shows at work."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_repos import ProfileRepo, workloads
from stackfit.workload.readme_commands import command_lines

SHOWN = "# Tidy\n\n```sh\n$ tidy --all\ntidy src\nsudo tidy /etc\n```\n"


@pytest.mark.parametrize(
    ("readme", "lines"),
    [
        (SHOWN, (4, 5, 6)),
        ("# Tidy\n\n    tidy src\n\n$ npx tidy src\n", (3, 5)),
        ("# Tidy\n\n~~~\ntidy src\n~~~\n\ntidy things are nice\n", (4,)),
        ("# Tidy\n\n```js\ntidy = require('tidy')\n```\n", ()),
        ("# Tidy\n\ntidy src\n", ()),
        ("# Tidy\n\n```\ntidy\n", ()),
    ],
)
def test_code_that_runs_a_command_with_arguments(readme: str, lines: tuple[int, ...]) -> None:
    assert command_lines(readme, {"tidy"}).get("tidy", ()) == lines


@given(st.text(alphabet="`~$> \n\ttidysrc=", max_size=200))
def test_any_text_is_read(text: str) -> None:
    found = command_lines(text, {"tidy"})
    assert all(text.splitlines()[line - 1].strip() for lines in found.values() for line in lines)


def test_a_command_that_the_readme_shows_makes_a_command_line_tool(profile_repo: ProfileRepo) -> None:
    def sure(readme: str) -> float:
        manifest = {"name": "tidy", "main": "index.js", "description": "A library", "bin": {"tidy": "bin.js"}}
        files = {"package.json": json.dumps(manifest), "index.js": "exports.a = 1;\n", "bin.js": "require('.');\n"}
        return workloads(profile_repo({**files, "README.md": readme})).get("cli-tool", 0.0)

    assert sure("# Tidy\n\nKeeps folders in order.\n") < 0.5 <= sure(SHOWN)
