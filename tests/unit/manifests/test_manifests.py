from __future__ import annotations

import pytest

from manifests.helpers import brief, read_one, read_tree
from stackfit.manifests import READERS, is_manifest, read_manifests
from stackfit.model.kinds import Role
from stackfit.model.source import SourceFile


@pytest.mark.parametrize(
    "path",
    [
        "requirements.txt",
        "a/dev-requirements.txt",
        "requirements/base.in",
        "pyproject.toml",
        "x/setup.py",
        "setup.cfg",
        "Pipfile",
        "environment.yml",
        "conda-env.yaml",
        "package.json",
        "pnpm-workspace.yaml",
        "lerna.json",
        ".meteor/packages",
        "deno.jsonc",
        "bunfig.toml",
        "pixi.toml",
        "constraints.txt",
        "uv.lock",
        "web/package-lock.json",
        "npm-shrinkwrap.json",
        "Pipfile.lock",
        "pylock.dev.toml",
        "bun.lockb",
    ],
)
def test_known_names(path: str) -> None:
    assert is_manifest(path)


@pytest.mark.parametrize(
    "path",
    ["my-package.json.bak", "requirements.md", "Cargo.lock", "setup.pyc", "docs/envoy.py", "lockfile.ts"],
)
def test_other_names(path: str) -> None:
    assert not is_manifest(path)


def test_manifests_come_sorted_by_path() -> None:
    tree = {"b/package.json": "{}", "a/requirements.txt": "", "package.json": "{}"}
    assert list(read_tree(tree)) == ["a/requirements.txt", "b/package.json", "package.json"]


def test_an_unreadable_file_is_noted() -> None:
    file = SourceFile(path="package.json", size=1, role=Role.PRODUCTION)
    (manifest,) = read_manifests([file], lambda path: None)
    assert manifest.errors[0].message == "cannot be read"
    assert not manifest.declares_component


@pytest.mark.parametrize("data", [b"\0\xff\xfe[[[{{{", b"[" * 3_000, b"'\"\\\n\t=:", b"a" * 5_000, "[ü]\n=ß".encode()])
def test_no_reader_raises(data: bytes) -> None:
    for reader in READERS:
        reader.read("x/file", data, lambda path: None)


def test_pipfile() -> None:
    text = '[packages]\nflask = "*"\nlib = {git = "https://g.example/lib"}\n[dev-packages]\npytest = "*"\n'
    manifest = read_one("Pipfile", text + '[requires]\npython_version = "3.9"\n[scripts]\nweb = "flask run"\n')
    assert brief(manifest) == [("flask", "runtime", 2), ("lib", "runtime", 3), ("pytest", "dev", 5)]
    assert manifest.pins[0].version == "3.9"
    assert manifest.scripts[0].command == "flask run"


def test_conda_names_become_pypi_names() -> None:
    text = """name: vision
channels: [conda-forge]
dependencies:
  - python=3.9
  - pytorch::pytorch>=1.10
  - opencv
  - cudatoolkit=11
  - pip
  - pip:
    - fastapi==0.100  # web
    - -r requirements.txt
"""
    manifest = read_tree({"environment.yml": text, "requirements.txt": "uvicorn\n"})["environment.yml"]
    assert [(item.name, item.specifier, item.location.line) for item in manifest.dependencies] == [
        ("torch", ">=1.10", 5),
        ("opencv-python", "", 6),
        ("fastapi", "==0.100", 10),
        ("uvicorn", "", 1),
    ]
    assert [(pin.runtime, pin.version) for pin in manifest.pins] == [("python", "3.9")]
    assert manifest.declares_component


def test_some_other_environment_yml_is_no_component() -> None:
    assert not read_one("environment.yml", "DB_HOST: localhost\n").declares_component


def test_meteor() -> None:
    packages = read_one(".meteor/packages", "# top\n\nmongo@1.4.2  # db\ntracker\n")
    assert brief(packages) == [
        ("meteor", "runtime", 3),
        ("meteor:mongo", "runtime", 3),
        ("meteor:tracker", "runtime", 4),
    ]
    assert read_one(".meteor/release", "METEOR@2.13\n").dependencies[0].specifier == "2.13"


def test_workspace_files() -> None:
    assert read_one("pnpm-workspace.yaml", "packages:\n  - 'apps/*'\n").workspaces == ("apps/*",)
    assert read_one("lerna.json", '{"packages": ["libs/*"]}').workspaces == ("libs/*",)


def test_deno() -> None:
    text = '{\n // c\n "imports": {"ex": "npm:express@^4", "@std/x": "jsr:@std/x@1"},\n'
    text += ' "tasks": {"start": "deno run a.ts"},}'
    manifest = read_one("deno.jsonc", text)
    assert brief(manifest) == [("express", "runtime", 3), ("jsr:@std/x", "runtime", 3)]
    assert manifest.scripts[0].name == "start"
    assert "deno" in manifest.flags


def test_a_conda_build_is_no_part_of_the_version() -> None:
    text = "dependencies:\n  - numpy=1.26.4=py311_0\n  - pandas 2.2.0 py311_0\n  - scipy>=1.9,<=2\n"
    assert [(item.name, item.specifier) for item in read_one("environment.yml", text).dependencies] == [
        ("numpy", "=1.26.4"),
        ("pandas", "2.2.0"),
        ("scipy", ">=1.9,<=2"),
    ]


def test_anaconda_project() -> None:
    manifest = read_one("anaconda-project.yml", "name: lab\npackages:\n  - pandas=1.5\n  - pip:\n    - dash\n")
    assert [item.name for item in manifest.dependencies] == ["pandas", "dash"]
    assert manifest.declares_component


def test_modules_of_deno_land_keep_their_address() -> None:
    manifest = read_one("deno.json", '{"imports": {"oak": "https://deno.land/x/oak@v12.6.1/mod.ts"}}')
    assert [(item.name, item.specifier) for item in manifest.dependencies] == [("https://deno.land/x/oak", "v12.6.1")]
