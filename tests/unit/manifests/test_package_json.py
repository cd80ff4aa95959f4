from __future__ import annotations

import pytest

from manifests.helpers import brief, read_one

TEXT = """{
  "name": "@team/api",
  "version": "1.2.0",
  "private": true,
  "type": "module",
  "main": "dist/server.js",
  "packageManager": "pnpm@8.6.0+sha256.abc",
  "bin": "cli.js",
  "engines": {"node": ">=18", "vscode": "^1.8"},
  "workspaces": {"packages": ["packages/*"]},
  "scripts": {
    "start": "node dist/server.js",
    "dev": "nodemon src"
  },
  "dependencies": {
    "express": "^4.18.0",
    "sharp": "*"
  },
  "optionalDependencies": {"sharp": "^0.33"},
  "peerDependencies": {"react": ">=17"},
  "devDependencies": {"jest": "29"},
  "keywords": ["api"]
}
"""


def test_all_the_parts() -> None:
    manifest = read_one("package.json", TEXT)
    assert brief(manifest) == [
        ("express", "runtime", 16),
        ("jest", "dev", 21),
        ("react", "peer", 20),
        ("sharp", "optional", 19),
    ]
    assert [(item.name, item.command, item.location.line) for item in manifest.scripts] == [
        ("start", "node dist/server.js", 12),
        ("dev", "nodemon src", 13),
    ]
    assert [(item.name, item.command) for item in manifest.entry_points] == [("api", "cli.js")]
    assert [(pin.runtime, pin.version, pin.location.line) for pin in manifest.pins] == [("node", ">=18", 9)]
    assert manifest.workspaces == ("packages/*",)
    assert manifest.flags == {
        "private",
        "type-module",
        "main",
        "main:dist/server.js",
        "package-manager:pnpm@8.6.0",
        "engine:vscode",
        "workspace-root",
    }


@pytest.mark.parametrize(("text", "declares"), [('{"type": "module"}', False), ('{"name": "x"}', True), ("{}", False)])
def test_what_declares_a_component(text: str, declares: bool) -> None:
    assert read_one("package.json", text).declares_component is declares


@pytest.mark.parametrize("text", ["", "[1]", "null", '{"dependencies": ["a"], "scripts": 3, "engines": "node >= 4"}'])
def test_wrong_shapes_give_an_empty_manifest(text: str) -> None:
    assert read_one("package.json", text).dependencies == ()


def test_a_template_keeps_what_could_be_read() -> None:
    manifest = read_one("package.json", '{"name": "x", "dependencies": {"ws": "8"}, {{#if}} "a": 1}')
    assert brief(manifest) == [("ws", "runtime", 1)]
    assert manifest.errors
