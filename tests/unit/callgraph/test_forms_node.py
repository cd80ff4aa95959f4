"""Every form in which JavaScript and TypeScript name, hand on or take off the loop what they run, bad and good."""

from __future__ import annotations

from typing import Any

import pytest

from stackfit.callgraph import Layout
from stackfit.callgraph.script_modules import Alias

# NAME stands for "slow" and "quick", KIND for "Slow" and "Quick": the first blocks.
ESM = """import * as fs from 'fs';
export function slow() { return fs.readFileSync('x'); }
export const quick = () => 1;
export class Hub {
  slow() { return fs.readFileSync('x'); }
  quick() { return 1; }
  static slowStatic() { return fs.readFileSync('x'); }
  static quickStatic() { return 1; }
  get slowValue() { return fs.readFileSync('x'); }
  get quickValue() { return 1; }
}
export class Slow { constructor() { fs.readFileSync('x'); } }
export class Quick { constructor() {} }
export const table = { slow: () => fs.readFileSync('x'), quick: () => 1 };
"""
COMMONJS = """const fs = require('fs');
const slow = () => fs.readFileSync('x');
function quick() { return 1; }
"""
APP = "import express from 'express';\nconst app = express();\n"
APP_CJS = "const express = require('express');\nconst app = express();\n"
# The last file of each is the server; files of a name that is there already replace it.
ESM_FORMS = {
    "named import": "import { NAME } from './hub';\napp.get('/', (req, res) => NAME());",
    "renamed import": "import { NAME as g } from './hub';\napp.get('/', (req, res) => g());",
    "namespace import": "import * as hub from './hub';\napp.get('/', (req, res) => hub.NAME());",
    "default import": "import g from './NAME';\napp.get('/', (req, res) => g());",
    "barrel": "import { NAME } from './lib';\napp.get('/', (req, res) => NAME());",
    "renaming barrel": "import { other_NAME } from './lib';\napp.get('/', (req, res) => other_NAME());",
    "namespace of a barrel": "import { hub } from './lib';\napp.get('/', (req, res) => hub.NAME());",
    "awaited dynamic import": "app.get('/', async (req, res) => { const hub = await import('./hub'); hub.NAME(); });",
    "destructured dynamic import":
        "app.get('/', async (req, res) => { const { NAME } = await import('./hub'); NAME(); });",
    "tsconfig paths": "import { NAME } from '@lib/hub';\napp.get('/', (req, res) => NAME());",
    "tsconfig baseUrl": "import { NAME } from 'src/hub';\napp.get('/', (req, res) => NAME());",
    "workspace package": "import { NAME } from '@acme/hub';\napp.get('/', (req, res) => NAME());",
    "another name": "import { NAME } from './hub';\nconst g = NAME;\napp.get('/', (req, res) => g());",
    "handler itself": "import { NAME } from './hub';\napp.get('/', NAME);",
    "bound handler": "import { NAME } from './hub';\napp.get('/', NAME.bind(null));",
    "wrapped handler": "import { NAME } from './hub';\napp.get('/', wrap(async (req, res) => NAME()));",
    "middleware in a list": "import { NAME } from './hub';\napp.get('/', [auth, (req, res) => NAME()]);",
    "new object": "import { Hub } from './hub';\napp.get('/', (req, res) => new Hub().NAME());",
    "constructor": "import { KIND } from './hub';\napp.get('/', (req, res) => new KIND());",
    "static method": "import { Hub } from './hub';\napp.get('/', (req, res) => Hub.NAMEStatic());",
    "module-level instance": "import { Hub } from './hub';\nconst hub = new Hub();\n"
    "app.get('/', (req, res) => hub.NAME());",
    "annotated parameter": "import { Hub } from './hub';\nfunction g(h: Hub) { h.NAME(); }\n"
    "app.get('/', (req, res) => g(h));",
    "constructor assignment": "import { Hub } from './hub';\nclass A { constructor() { this.h = new Hub(); }\n"
    "go() { this.h.NAME(); } }\nconst a = new A();\napp.get('/', (req, res) => a.go());",
    "field": "import { Hub } from './hub';\nclass A { h = new Hub();\ngo() { this.h.NAME(); } }\n"
    "const a = new A();\napp.get('/', (req, res) => a.go());",
    "constructor injection": "import { Controller, Get } from '@nestjs/common';\nimport { Hub } from './hub';\n"
    "@Controller()\nclass A { constructor(private readonly h: Hub) {}\n@Get()\ngo() { return this.h.NAME(); } }",
    "base class": "import { Hub } from './hub';\nclass A extends Hub { go() { this.NAME(); } }\n"
    "const a = new A();\napp.get('/', (req, res) => a.go());",
    "super": "import { Hub } from './hub';\nclass A extends Hub { NAME() { super.NAME(); } }\n"
    "const a = new A();\napp.get('/', (req, res) => a.NAME());",
    "arrow field": "import { NAME } from './hub';\nclass A { go = (req, res) => { NAME(); } }\nconst a = new A();\n"
    "app.get('/', a.go);",
    "setInterval": "import { NAME } from './hub';\nsetInterval(NAME, 10);",
    "promise then": "import { NAME } from './hub';\napp.get('/', (req, res) => { load().then(() => NAME()); });",
    "function given to then": "import { NAME } from './hub';\napp.get('/', (req, res) => { load().then(NAME); });",
    "array callback": "import { NAME } from './hub';\napp.get('/', (req, res) => { req.xs.map((x) => NAME()); });",
    "function given to map": "import { NAME } from './hub';\napp.get('/', (req, res) => { req.xs.map(NAME); });",
    "member of an exported object": "import { table } from './hub';\napp.get('/', (req, res) => table.NAME());",
    "table of functions": "import { NAME } from './hub';\nconst table = { a: NAME };\n"
    "app.get('/', (req, res) => table[req.a]());",
    "table with handlers inside": "import { NAME } from './hub';\n"
    "const table = { a: () => NAME(), b() { return 1; } };\n"
    "app.get('/', (req, res) => table[req.a](1));",
    "optional call": "import { NAME } from './hub';\napp.get('/', (req, res) => NAME?.());",
    "conditional": "import { NAME } from './hub';\napp.get('/', (req, res) => req.x || NAME());",
    "async helper": "import { NAME } from './hub';\nasync function g() { NAME(); }\n"
    "app.get('/', async (req, res) => { await g(); });",
    "recursion": "import { NAME } from './hub';\nfunction a() { NAME(); b(); }\nfunction b() { a(); }\n"
    "app.get('/', (req, res) => b());",
}  # fmt: skip
CJS_FORMS = {
    "module.exports": ("module.exports = { slow, quick };", "const hub = require('./lib');\nROUTE(() => hub.NAME());"),
    "exports.x": ("exports.slow = slow; exports.quick = quick;", "const hub = require('./lib');\n"
    "ROUTE(() => hub.NAME());"),
    "module.exports.x": ("module.exports.slow = slow; module.exports.quick = quick;",
                         "const hub = require('./lib');\nROUTE(() => hub.NAME());"),
    "destructured require": ("module.exports = { slow, quick };", "const { NAME } = require('./lib');\n"
    "ROUTE(() => NAME());"),
    "renamed in require": ("module.exports = { slow, quick };", "const { NAME: g } = require('./lib');\n"
    "ROUTE(() => g());"),
    "member of require": ("module.exports = { slow, quick };", "const g = require('./lib').NAME;\nROUTE(() => g());"),
    "require in place": ("module.exports = { slow, quick };", "ROUTE(() => require('./lib').NAME());"),
    "function as module": ("module.exports = NAME;", "const g = require('./lib');\nROUTE(() => g());"),
    "renamed in exports": ("module.exports = { other: NAME };", "const hub = require('./lib');\n"
    "ROUTE(() => hub.other());"),
    "class as module": ("class Hub { slow() { slow(); } quick() { quick(); } }\nmodule.exports = Hub;",
                        "const Hub = require('./lib');\nROUTE(() => new Hub().NAME());"),
    "object as module": ("class Hub { slow() { slow(); } quick() { quick(); } }\nmodule.exports = new Hub();",
                         "const hub = require('./lib');\nROUTE(() => hub.NAME());"),
    "members by this": ("module.exports = { slow, quick, go() { return this.NAME(); } };",
                        "const hub = require('./lib');\nROUTE(() => hub.go());"),
    "members added by Object.assign": ("function hub() {}\nmodule.exports = Object.assign(hub, { slow, quick });",
                                       "const hub = require('./lib');\nROUTE(() => hub.NAME());"),
    "made by Object.assign": ("const FS = Object.assign(() => 1, { slow: () => slow(), quick: () => quick() });\n"
                                     "exports.FS = FS;", "const { FS } = require('./lib');\nROUTE(() => FS.NAME());"),
    "spread": ("const inner = { slow, quick };\nmodule.exports = { ...inner };",
               "const hub = require('./lib');\nROUTE(() => hub.NAME());"),
    "prototype": ("function Hub() {}\nHub.prototype.slow = function () { slow(); };\n"
                  "Hub.prototype.quick = function () { quick(); };\nmodule.exports = Hub;",
                  "const Hub = require('./lib');\nconst hub = new Hub();\nROUTE(() => hub.NAME());"),
}  # fmt: skip
HUB_CJS = "module.exports = { slow, quick };"
OFF = {
    "worker": "const { Worker } = require('worker_threads');\nROUTE(() => { new Worker('./lib.js'); });",
    "fork": "const { fork } = require('child_process');\nROUTE(() => { fork('./lib.js'); });",
    "piscina": "const Piscina = require('piscina');\nconst pool = new Piscina({ filename: './lib.js' });\n"
    "ROUTE(() => pool.run({}));",
    "when the module loads": "const { slow } = require('./lib');\nconst page = slow();\nROUTE(() => page);",
    "while the server starts": "const { slow } = require('./lib');\napp.listen(1, () => slow());\nROUTE(() => 1);",
}
LAYOUT = Layout({"@acme/hub": "."}, (Alias("", "@lib/", "", ("src/*",)), Alias("", "", "", ("*",))))


def found(scan: Any, files: dict[str, str]) -> int:
    """Count the calls that are shown by default and are more than start-up code."""
    calls = scan(files, layout=LAYOUT).calls
    return sum(call.confidence.value != "possible" and call.entry_kind != "start-up" for call in calls)


def esm(form: str, name: str) -> dict[str, str]:
    """Make the files of a form."""
    text = ESM_FORMS[form].replace("NAME", name).replace("KIND", name.title())
    return {
        "src/hub.ts": ESM,
        "index.ts": "export * from './src/hub';\n",
        "src/slow.ts": "import { slow } from './hub';\nexport default slow;\n",
        "src/quick.ts": "import { quick } from './hub';\nexport default quick;\n",
        "src/lib/index.ts": "export * from '../hub';\nexport * as hub from '../hub';\n"
        "export { slow as other_slow, quick as other_quick } from '../hub';\n",
        "src/server.ts": APP + text,
    }


def commonjs(library: str, user: str, name: str) -> dict[str, str]:
    """Make the files of a form."""
    user = user.replace("ROUTE(", "app.get('/', ")
    return {"lib.js": COMMONJS + library.replace("NAME", name), "server.js": APP_CJS + user.replace("NAME", name)}


@pytest.mark.parametrize("form", ESM_FORMS)
def test_what_blocks_is_found(scan: Any, form: str) -> None:
    assert found(scan, esm(form, "slow"))


@pytest.mark.parametrize("form", ESM_FORMS)
def test_what_does_not_block_is_not(scan: Any, form: str) -> None:
    assert not found(scan, esm(form, "quick"))


@pytest.mark.parametrize("form", CJS_FORMS)
def test_what_blocks_is_found_through_require(scan: Any, form: str) -> None:
    assert found(scan, commonjs(*CJS_FORMS[form], "slow"))


@pytest.mark.parametrize("form", CJS_FORMS)
def test_what_does_not_block_is_not_through_require(scan: Any, form: str) -> None:
    assert not found(scan, commonjs(*CJS_FORMS[form], "quick"))


@pytest.mark.parametrize("form", OFF)
def test_what_runs_elsewhere_or_once_is_off_the_loop(scan: Any, form: str) -> None:
    assert not found(scan, commonjs(HUB_CJS, OFF[form], "slow"))
