"""What a package.json that only holds tools is not."""

from __future__ import annotations

import json

import pytest

from small_repos import ScanRepo, shapes

PYTHON = {"shop/__init__.py": "import json\n\n\ndef read():\n    return json.loads('1')\n"}
TOOLS = {"prettier": "3", "husky": "8"}


@pytest.mark.parametrize(
    "more",
    [
        {"dependencies": {"express": "4"}},
        {"scripts": {"start": "node dist/server.js"}},
        {"bin": {"shop": "shop.js"}},
        {"workspaces": ["web"]},
    ],
)
def test_what_starts_or_needs_something_is_more_than_tools(scan_repo: ScanRepo, more: dict[str, object]) -> None:
    manifest = json.dumps({"name": "shop", "devDependencies": TOOLS, **more})
    report = scan_repo({**PYTHON, "package.json": manifest, "gulpfile.js": "require('gulp');\n"})
    assert (".", "tooling", "node") in shapes(report)


def test_javascript_beside_tools_makes_a_component(scan_repo: ScanRepo) -> None:
    manifest = json.dumps({"name": "shop", "devDependencies": TOOLS})
    report = scan_repo({**PYTHON, "package.json": manifest, "web/page.js": "document.querySelector('p').remove();\n"})
    assert [shape[2] for shape in shapes(report)] == ["browser"]


def test_tools_alone_are_what_the_repository_is(scan_repo: ScanRepo) -> None:
    manifest = json.dumps({"name": "rules", "devDependencies": TOOLS})
    report = scan_repo({"package.json": manifest, "release.config.js": "module.exports = {};\n"})
    assert [shape[0] for shape in shapes(report)] == ["."]
