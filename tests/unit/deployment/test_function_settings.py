from __future__ import annotations

import pytest

from deployment.helpers import read_one, read_tree

Start = tuple[str, str, str]


@pytest.mark.parametrize(
    ("path", "text", "context", "expected"),
    [
        (
            "edge/wrangler.toml",
            'name = "edge"\nmain = "src/index.ts"\n',
            "edge",
            [("edge", "node", "src/index")],
        ),
        ("wrangler.jsonc", '{\n  // worker\n  "main": "src/entry.py",\n}', ".", [("worker", "python", "src/entry")]),
        ("wrangler.jsonc", '{"assets": {"directory": "./out"}}', ".", []),
        (
            "zappa_settings.json",
            '{"live": {"app_function": "shop.app", "runtime": "python3.9"}, "base": {"s3_bucket": "x"}}',
            ".",
            [("live", "python", "shop.app")],
        ),
        ("api/.chalice/config.json", '{"version": "2.0", "app_name": "shop"}', "api", [("shop", "python", "app.app")]),
        (
            "firebase.json",
            '{"functions": [{"source": "jobs", "codebase": "jobs", "runtime": "nodejs20"}]}',
            "jobs",
            [("jobs", "node", "jobs")],
        ),
        ("firebase.json", '{"hosting": {"public": "build"}}', ".", []),
        (
            "HttpTrigger/function.json",
            '{"scriptFile": "../dist/HttpTrigger/index.js", "bindings": [{"type": "httpTrigger"}]}',
            ".",
            [("HttpTrigger", "node", "../dist/HttpTrigger/index")],
        ),
    ],
)
def test_functions(path: str, text: str, context: str, expected: list[Start]) -> None:
    found = read_one(path, text)
    assert found.context == context
    assert [(item.process, item.program, item.target) for item in found.commands] == expected


def test_runtimes_are_pinned() -> None:
    zappa = read_one("zappa_settings.json", '{"live": {"app_function": "a.b", "runtime": "python3.9"}}')
    firebase = read_one("firebase.json", '{"functions": {"source": "f", "runtime": "nodejs18"}}')
    assert [(pin.runtime, pin.version, pin.source) for one in (zappa, firebase) for pin in one.pins] == [
        ("python", "3.9", "zappa"),
        ("node", "18", "firebase"),
    ]


def test_a_function_without_a_script_is_told_by_the_file_beside_it() -> None:
    text = '{"bindings": [{"type": "timerTrigger"}]}'
    tree = {"Tick/function.json": text, "Tick/__init__.py": ""}
    assert [item.program for one in read_tree(tree) for item in one.commands] == ["python"]
    assert read_tree({"function.json": '{"name": "x"}'}) == []


@pytest.mark.parametrize("path", ["wrangler.toml", "zappa_settings.json", ".chalice/config.json", "firebase.json"])
def test_broken_files_are_named(path: str) -> None:
    assert len(read_one(path, "]").errors) == 1
