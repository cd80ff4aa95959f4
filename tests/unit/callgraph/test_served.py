from __future__ import annotations

from typing import Any

from stackfit.model.kinds import Confidence

HELPER = "import fs from 'fs';\nexport async function read() { return fs.readFileSync('x'); }\n"


def test_an_exported_function_counts_more_when_a_server_imports_it(scan: Any) -> None:
    served = scan(
        {"src/server.ts": "import express from 'express';\nimport { read } from './read.js';\n", "src/read.ts": HELPER}
    )
    alone = scan({"src/tool.ts": "import { read } from './read';\n", "src/read.ts": HELPER})
    assert [call.confidence for call in served.calls] == [Confidence.PROBABLE]
    assert [call.confidence for call in alone.calls] == [Confidence.POSSIBLE]


def test_aliases_and_index_files_are_followed(scan: Any) -> None:
    report = scan({"src/server.ts": "import 'koa';\nimport '@/store';\n", "src/store/index.ts": HELPER})
    assert [call.confidence for call in report.calls] == [Confidence.PROBABLE]
