from __future__ import annotations

import json

import pytest

from manifests.helpers import locks, read_one

PATHS = {
    "name": "shop",
    "lockfileVersion": 3,
    "packages": {
        "": {"dependencies": {"express": "^4.18.0"}, "devDependencies": {"mocha": "^10"}, "workspaces": ["packages/*"]},
        "node_modules/accepts": {"version": "1.3.8"},
        "node_modules/express": {"version": "4.18.2"},
        "node_modules/express/node_modules/accepts": {"version": "1.0.0"},
        "node_modules/mocha": {"version": "10.2.0", "dev": True},
        "node_modules/request": {"version": "2.88.2", "deprecated": "request has been deprecated"},
        "node_modules/ui": {"resolved": "packages/ui", "link": True},
        "packages/ui": {"version": "1.0.0", "dependencies": {"accepts": "^2", "request": "^2"}},
        "packages/ui/node_modules/accepts": {"version": "2.0.0"},
        "node_modules/short": {"name": "a-long-name", "version": "1.1.1"},
    },
}
TREE = {
    "lockfileVersion": 1,
    "dependencies": {
        "express": {
            "version": "4.17.1",
            "requires": {"accepts": "1"},
            "dependencies": {"accepts": {"version": "1.3.7"}},
        },
        "accepts": {"version": "2.0.0", "dev": True},
    },
}


@pytest.mark.parametrize("name", ["package-lock.json", "npm-shrinkwrap.json"])
@pytest.mark.parametrize("version", [2, 3])
def test_paths(name: str, version: int) -> None:
    text = json.dumps({**PATHS, "lockfileVersion": version, "dependencies": {"express": {"version": "0"}}}, indent=2)
    lines = {line.strip(): number for number, line in enumerate(text.split("\n"), 1)}
    manifest = read_one(name, text)
    found = [(item.name, item.version, item.direct, item.dev) for item in manifest.locked]
    assert found == [
        ("accepts", "1.3.8", False, False),
        ("express", "4.18.2", True, False),
        ("accepts", "1.0.0", False, False),
        ("mocha", "10.2.0", True, True),
        ("request", "2.88.2", True, False),
        ("accepts", "2.0.0", True, False),
        ("a-long-name", "1.1.1", False, False),
    ]
    assert manifest.locked[1].location.line == lines['"node_modules/express": {']
    assert manifest.locked[1].requested == ("^4.18.0",)
    assert manifest.locked[4].deprecated == "request has been deprecated"
    assert manifest.locked[5].location.line == lines['"packages/ui/node_modules/accepts": {']


def test_tree_of_version_1() -> None:
    text = json.dumps(TREE, indent=2)
    assert locks(read_one("package-lock.json", text)) == [
        ("express", "4.17.1", 4, None, False),
        ("accepts", "1.3.7", 10, None, False),
        ("accepts", "2.0.0", 15, None, True),
    ]


@pytest.mark.parametrize("text", ["[]", "null", '{"packages": [1]}', '{"dependencies": {"a": 1}}', "{"])
def test_odd_shapes_hold_no_packages(text: str) -> None:
    assert read_one("package-lock.json", text).locked == ()


def test_a_conflict_is_named_with_its_line() -> None:
    text = json.dumps(TREE, indent=2).replace('      "version": "2.0.0"', '<<<<<<< HEAD\n      "version": "2.0.0"')
    manifest = read_one("package-lock.json", text)
    assert [item.name for item in manifest.locked] == ["express", "accepts"]
    assert manifest.errors[0].line == 16


def test_a_file_on_one_line_is_read() -> None:
    assert len(read_one("package-lock.json", json.dumps(PATHS)).locked) == 7


def test_an_alias_of_version_1_is_named_by_what_is_installed() -> None:
    text = '{"lockfileVersion": 1, "dependencies": {"x": {"version": "npm:@scope/case@1.6.3"}}}'
    assert [(item.name, item.version) for item in read_one("package-lock.json", text).locked] == [
        ("@scope/case", "1.6.3")
    ]
