from textwrap import dedent

import pytest

from stackfit.extract import extract_facts
from stackfit.model.facts import FileFacts
from stackfit.model.kinds import Language


def read(source: str, language: Language = Language.JAVASCRIPT) -> FileFacts:
    return extract_facts("a.js", language, dedent(source).encode())


def resolved(source: str, language: Language = Language.JAVASCRIPT) -> list[str]:
    return [call.resolved for call in read(source, language).calls if call.callee not in ("require", "import")]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("const fs = require('node:fs'); fs.readFileSync()", "fs.readFileSync"),
        ("const {readFile: rf} = require('fs'); rf()", "fs.readFile"),
        ("const { promises: p } = require('fs'); p.open()", "fs.promises.open"),
        ("const y = require('m').y; y()", "m.y"),
        ("require('m').y()", "m.y"),
        ("import d from 'm'; d.go()", "m.go"),
        ("import {a as b} from 'm'; b()", "m.a"),
        ("import * as ns from 'm'; ns.go()", "m.go"),
        ("import {readFile} from 'fs/promises'; readFile()", "fs/promises.readFile"),
        ("import fs from 'node:fs'; fs.promises.readFile()", "fs.promises.readFile"),
        ("const m = await import('m'); m.go()", "m.go"),
        ("setTimeout(f)", "globalThis.setTimeout"),
        ("JSON.parse(x)", "globalThis.JSON.parse"),
        ("globalThis.fetch(x)", "globalThis.fetch"),
        ("unknown()", ""),
        ("function f(fetch) { fetch() }", ""),
        ("{ const fetch = g; } fetch()", "globalThis.fetch"),
        ("function f(require) { require('fs').open() }", ""),
    ],
)
def test_names_go_through_imports(source: str, name: str) -> None:
    assert resolved(source)[-1] == name


def test_instances_and_chains_are_followed() -> None:
    source = """
        const express = require('express'), WebSocket = require('ws');
        const app = express();
        app.get('/', (req, res) => { req.go() });
        new WebSocket.Server({port: 1}).on('x');
        const wss = new WebSocket.Server();
        wss.on('connection');
        express.Router().use();
    """
    assert resolved(source) == [
        "express",
        "express().get",
        "",
        "ws.Server().on",
        "ws.Server",
        "ws.Server",
        "ws.Server().on",
        "express.Router().use",
        "express.Router",
    ]


def test_classes_and_objects_of_the_file_are_known() -> None:
    source = """
        const ns = require('m');
        class Store {
            client = new ns.Client();
            constructor() { this.r = ns.create(); }
            save() { this.client.get(); this.r.go(); this.load(); this.nope();
                const self = this; on(() => self.load()); }
            load() {}
        }
        const api = { get() { this.put(); }, put: async () => {} };
        api.get();
        function Old() { this.x = ns.create(); }
        Old.prototype.go = function () { this.x.y(); };
    """
    assert resolved(source) == [
        "m.Client",
        "m.create",
        "m.Client().get",
        "m.create().go",
        "<local>.Store.load",
        "",
        "",
        "<local>.Store.load",
        "<local>.api.put",
        "<local>.api.get",
        "m.create",
        "m.create().y",
    ]
    assert [f.qualname for f in read(source).functions if f.name] == [
        "Store.constructor",
        "Store.save",
        "Store.load",
        "api.get",
        "api.put",
        "Old",
        "Old.go",
    ]


def test_callbacks_know_their_call() -> None:
    facts = read(
        """
        app.get('/', async (req, res) => { await load(function () {}) });
        route({ url: '/', handler: async () => {}, onEnd() {} });
        """
    )
    seen = [(facts.calls[f.argument_of].callee, f.argument_position, f.is_async) for f in facts.functions]
    assert seen == [("app.get", 1, True), ("load", 0, False), ("route", "handler", True), ("route", "onEnd", False)]
    assert [call.callee for call in facts.calls if call.awaited] == ["load"]


def test_loops_are_seen() -> None:
    facts = read("for (const x of a()) { b(x) }\nwhile (c()) { d(() => e()) }\nfor (let i = f(); g(); i++) h()")
    assert [call.callee for call in facts.calls if call.in_loop] == ["b", "c", "d", "g", "h"]


def test_modules_say_what_they_export() -> None:
    facts = read(
        """
        export function f() {}
        export const a = 1, {b} = x;
        export { a as c, d } from 'm';
        export * from './all';
        export * as ns from 'n';
        export default class {}
        """
    )
    assert [export[:3] for export in facts.exports] == [
        ("f", "f", ""),
        ("a", "a", ""),
        ("b", "b", ""),
        ("c", "a", "m"),
        ("d", "d", "m"),
        ("*", "*", "./all"),
        ("ns", "*", "n"),
        ("default", "default", ""),
    ]
    assert {item.module for item in facts.imports} == {"m", "./all", "n"}


def test_common_js_exports() -> None:
    facts = read(
        """
        exports.foo = function () { exports.bar() };
        module.exports.bar = () => {};
        module.exports = { helper, q() {}, x: require('./x'), ...require('./all') };
        """
    )
    assert [export[:3] for export in facts.exports] == [
        ("foo", "exports.foo", ""),
        ("bar", "exports.bar", ""),
        ("default", "exports", ""),
        ("helper", "helper", ""),
        ("q", "exports.q", ""),
        ("x", "*", "./x"),
        ("*", "*", "./all"),
    ]
    assert facts.calls[0].resolved == "<local>.exports.bar"
    assert [f.qualname for f in facts.functions] == ["exports.foo", "exports.bar", "exports.q"]


def test_imports_tell_how_much_they_mean() -> None:
    facts = read(
        """
        import type {A} from 'a';
        import {type B, C} from 'b';
        import fs = require('fs');
        let x; try { x = require('opt') } catch {}
        async function f() { await import('dyn') }
        """,
        Language.TYPESCRIPT,
    )
    seen = [(i.module, i.name, i.alias, i.typing_only, i.guarded, i.dynamic) for i in facts.imports]
    assert seen == [
        ("a", "A", "A", True, False, False),
        ("b", "B", "B", True, False, False),
        ("b", "C", "C", False, False, False),
        ("fs", None, "fs", False, False, False),
        ("opt", None, "x", False, True, False),
        ("dyn", None, None, False, False, True),
    ]


def test_typescript_types_make_instances() -> None:
    source = """
        import { Controller, Get } from '@nestjs/common';
        import { Http } from 'h';
        @Controller('x')
        export class X extends Http {
            private q: Http | null = null;
            constructor(private readonly http: Http) { super(); }
            @Get('y')
            async m(b: Http): Promise<void> { this.http.get(); (this.q as any).post(); b!.do(); }
        }
        enum Worker { A }
        Worker.go();
    """
    facts = read(source, Language.TYPESCRIPT)
    assert resolved(source, Language.TYPESCRIPT) == [
        "@nestjs/common.Controller",
        "",
        "@nestjs/common.Get",
        "h.Http().get",
        "h.Http().post",
        "h.Http().do",
        "",
    ]
    assert facts.classes[0].bases == ("h.Http",)
    assert [d.resolved for d in facts.classes[0].decorators] == ["@nestjs/common.Controller"]
    assert [d.resolved for d in facts.functions[1].decorators] == ["@nestjs/common.Get"]
    assert [(b.target, b.value, b.owner) for b in facts.bindings] == [
        ("this.q", "h.Http()", 0),
        ("this.http", "h.Http()", 0),
    ]


def test_elements_are_no_calls() -> None:
    source = "import {Foo} from 'm'; const a = <Foo on={() => go()} />"
    for language in (Language.JAVASCRIPT, Language.TSX):
        assert [call.callee for call in read(source, language).calls] == ["go"]


def test_a_call_behind_another_stands_at_its_own_name() -> None:
    assert [(c.callee, c.line) for c in read("p\n  .then(a)\n  .catch(b)").calls] == [
        ("p.then().catch", 3),
        ("p.then", 1),
    ]


@pytest.mark.parametrize("language", [Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX])
@pytest.mark.parametrize("source", ["", "const = ;", "f(", "\0", "{" * 3000, "export default", "class", "import {"])
def test_bad_source_is_no_crash(source: str, language: Language) -> None:
    assert read(source, language).language is language


def test_what_can_be_read_of_a_flow_file_is_read() -> None:
    facts = read("// @flow\nimport fs from 'fs';\nfunction f(x: string): number { return fs.readFileSync(x); }\n")
    assert facts.imports[0].module == "fs"
    assert facts.calls[0].resolved == "fs.readFileSync"


def test_deep_nesting_is_no_problem() -> None:
    assert len(read("f(" * 5000 + ")" * 5000).calls) == 5000
    assert len(read("a" + ".b()" * 5000).calls) == 5000


def test_quoted_keys_may_hold_dots() -> None:
    source = "const zip = { 'book.xml': make(), sheets: {} }; zip['book.xml'].close()"
    facts = extract_facts("app.js", Language.JAVASCRIPT, source.encode())
    assert [call.callee for call in facts.calls][0:1] == ["make"]
