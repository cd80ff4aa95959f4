"""What a compiler wrote into another folder is not read beside its source."""

from __future__ import annotations

import pytest

from stackfit.discovery.fileset import discover

from .conftest import Plant

ROUTE = "export const route = 1;\n"


@pytest.mark.parametrize(
    ("config", "options", "source", "output", "skipped"),
    [
        ("server/tsconfig.server.json", '"outDir": "../backend"', "server/api/a.ts", "backend/api/a.js", True),
        ("tsconfig.json", '"outDir": "./out", "rootDir": "./src"', "src/a.tsx", "out/a.js", True),
        ("tsconfig.json", '"outDir": "out"', "src/a.ts", "out/a.js", True),
        ("tsconfig.json", '"outDir": "out"', "src/a.ts", "out/src/a.js", True),
        ("tsconfig.json", '"outDir": "out"', "src/a.mts", "out/a.mjs", True),
        ("tsconfig.json", '"outDir": "out"', "src/a.ts", "out/b.js", False),
        ("tsconfig.json", '"outDir": "out"', "src/a.ts", "lib/a.js", False),
        ("tsconfig.json", '"outDir": "."', "src/a.ts", "a.js", False),
        ("tsconfig.json", '"outDir": "../out"', "src/a.ts", "out/a.js", False),
        ("tsconfig.json", '// "outDir": "out"', "src/a.ts", "out/a.js", False),
    ],
)
def test_output_of_a_compiler(
    plant: Plant, config: str, options: str, source: str, output: str, *, skipped: bool
) -> None:
    text = f'{{\n  // how we compile\n  "compilerOptions": {{\n    {options}\n  }}\n}}\n'
    files = discover(plant({config: text, source: ROUTE, output: "exports.route = 1;\n"}))
    assert ({output: "build-output"} if skipped else {}) == {item.path: item.reason for item in files.skipped}
    assert source in {file.path for file in files.files}
