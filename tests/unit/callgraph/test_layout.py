"""How JavaScript specifiers find files: tsconfig aliases, workspace packages, what TypeScript compiles to."""

from __future__ import annotations

import json

import pytest

from stackfit.callgraph.layout import read_layout
from stackfit.callgraph.script_modules import ScriptModules
from stackfit.model.component import Component
from stackfit.model.kinds import Ecosystem, Role
from stackfit.model.manifest import Manifest

FILES = ("api/src/main.ts", "api/src/lib/db.ts", "packages/util/src/index.ts", "packages/util/src/deep.ts", "api/x.js")


def modules(configs: dict[str, object]) -> ScriptModules:
    manifest = Manifest(
        path="packages/util/package.json", format="package-json", ecosystem=Ecosystem.NPM, name="@a/util"
    )
    component = Component(
        path="packages/util",
        name="util",
        ecosystem=Ecosystem.NPM,
        role=Role.PRODUCTION,
        files=(),
        manifests=(manifest,),
    )
    texts = {path: value if isinstance(value, str) else json.dumps(value) for path, value in configs.items()}
    layout = read_layout([component], configs, texts.get, lambda path: None)
    return ScriptModules(FILES, packages=layout.packages, aliases=layout.aliases)


@pytest.mark.parametrize(
    ("specifier", "expected"),
    [
        ("./lib/db", "api/src/lib/db.ts"),
        ("./lib/db.js", "api/src/lib/db.ts"),
        ("../x", "api/x.js"),
        ("@a/util", "packages/util/src/index.ts"),
        ("@a/util/deep", "packages/util/src/deep.ts"),
        ("@/lib/db", "api/src/lib/db.ts"),
        ("express", None),
        ("../../../outside", None),
    ],
)
def test_without_configuration(specifier: str, expected: str | None) -> None:
    assert modules({}).resolve("api/src/main.ts", specifier) == expected


@pytest.mark.parametrize(
    ("options", "specifier"),
    [
        ({"baseUrl": "src"}, "lib/db"),
        ({"paths": {"~lib/*": ["./src/lib/*"]}}, "~lib/db"),
        ({"baseUrl": ".", "paths": {"database": ["src/lib/db.ts"]}}, "database"),
        ({"paths": {"#/*": ["./nothing/*", "./src/*"]}}, "#/lib/db"),
    ],
)
def test_aliases_of_a_tsconfig(options: object, specifier: str) -> None:
    found = modules({"api/tsconfig.json": {"compilerOptions": options}})
    assert found.resolve("api/src/main.ts", specifier) == "api/src/lib/db.ts"
    assert found.resolve("packages/util/src/index.ts", specifier) is None


def test_a_tsconfig_that_extends_another_one() -> None:
    base = {"compilerOptions": {"baseUrl": ".", "paths": {"~lib/*": ["api/src/lib/*"]}}}
    found = modules({"tsconfig.base.json": base, "api/tsconfig.json": {"extends": "../tsconfig.base"}})
    assert found.resolve("api/src/main.ts", "~lib/db") == "api/src/lib/db.ts"


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"extends": "./tsconfig.json"}', '{"compilerOptions": {"paths": {"*": ["../../../*"]}}}']
)
def test_what_cannot_be_used_gives_no_alias(text: str) -> None:
    assert modules({"api/tsconfig.json": text}).resolve("api/src/main.ts", "lib/db") is None
