from __future__ import annotations

import json

import pytest

from stackfit.discovery.vendored import Vendored


def _holds(files: dict[str, str], path: str) -> bool:
    def read(name: str) -> bytes:
        if name not in files:
            raise FileNotFoundError(name)
        return files[name].encode()

    return Vendored([*files, path], read).holds(path)


def test_install_marks_make_a_package_vendored() -> None:
    files = {"node_modules/x/package.json": json.dumps({"name": "x", "_resolved": "https://r/x.tgz"})}
    assert _holds(files, "node_modules/x/lib/deep/index.js")
    assert not _holds(files, "node_modules/y/index.js")


def test_locked_packages_are_vendored() -> None:
    lock = {"packages": {"node_modules/@a/x": {"resolved": "https://r/x.tgz"}, "node_modules/own": {"link": True}}}
    files = {"package-lock.json": json.dumps(lock)}
    assert _holds(files, "node_modules/@a/x/index.js")
    assert not _holds(files, "node_modules/own/index.js")
    assert not _holds(files, "packages/node_modules/@a/x/index.js")


def test_packages_that_the_manifest_beside_them_asks_for_are_vendored() -> None:
    wanted = {"dependencies": {"x": "^1.0.0", "own": "file:../own"}, "devDependencies": {"@a/y": "github:a/y"}}
    files = {"web/package.json": json.dumps(wanted)}
    assert _holds(files, "web/node_modules/x/index.js")
    assert _holds(files, "web/node_modules/@a/y/lib/y.js")
    assert not _holds(files, "web/node_modules/own/index.js")
    assert not _holds(files, "web/node_modules/z/index.js")
    assert not _holds(files, "node_modules/x/index.js")


def test_older_and_other_lockfiles() -> None:
    old = {"web/package-lock.json": json.dumps({"dependencies": {"x": {"resolved": "https://r/x.tgz"}}})}
    assert _holds(old, "web/node_modules/x/index.js")
    yarn = {"yarn.lock": '"@a/x@^1.0":\n  version "1"\ny@2:\n'}
    assert _holds(yarn, "node_modules/@a/x/index.js")
    assert _holds(yarn, "node_modules/y/index.js")
    assert not _holds(yarn, "node_modules/z/index.js")


@pytest.mark.parametrize("text", ["[]", "{", "null", "[" * 100_000, '{"packages": [], "dependencies": 3}'])
def test_broken_lockfiles_prove_nothing(text: str) -> None:
    assert not _holds({"package-lock.json": text, "node_modules/x/package.json": text}, "node_modules/x/index.js")
