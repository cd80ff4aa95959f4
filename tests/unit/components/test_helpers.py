from __future__ import annotations

from stackfit.components.helpers import find_helpers
from stackfit.extract.codebase import Codebase
from stackfit.model.kinds import Language, Role
from stackfit.model.source import SourceFile

SPAWN = "const { spawn } = require('child_process');\nspawn('python3', ['./tools/read.py']);\n"
POPEN = "import os, subprocess\n\nsubprocess.Popen(['node', os.path.join(HERE, 'fetch/page.js')])\n"


def _helpers(sources: dict[str, str], role: Role = Role.PRODUCTION) -> list[tuple[str, str, int, str]]:
    files = [
        SourceFile(
            path=path,
            size=len(text),
            role=role,
            language=Language.PYTHON if path.endswith("py") else Language.JAVASCRIPT,
        )
        for path, text in sources.items()
    ]
    code = Codebase(files, lambda path: sources[path].encode(), frozenset())
    return [
        (item.file.path, item.location.path, item.location.line, item.command().program)
        for item in find_helpers(files, code, sources.get)
    ]


def test_a_python_script_that_node_starts() -> None:
    sources = {"server/app.js": SPAWN, "server/tools/read.py": "print(1)\n"}
    assert _helpers(sources) == [("server/tools/read.py", "server/app.js", 2, "python")]
    assert _helpers(sources, role=Role.TEST) == []


def test_a_script_named_in_another_file_than_the_one_that_starts_it() -> None:
    sources = {
        "run.js": "const { spawn } = require('child_process');\nexports.run = (name) => spawn('python', [name]);\n",
        "route.js": "require('./run').run('read.py');\n",
        "py/read.py": "print(1)\n",
    }
    assert _helpers(sources) == [("py/read.py", "route.js", 1, "python")]


def test_a_node_script_that_python_starts() -> None:
    sources = {"app/run.py": POPEN, "app/fetch/page.js": "const puppeteer = require('puppeteer');\n"}
    assert _helpers(sources) == [("app/fetch/page.js", "app/run.py", 3, "node")]


def test_what_is_not_started() -> None:
    page = {"app/run.py": POPEN, "app/fetch/page.js": "window.x = 1;\n"}
    several = {"a.js": SPAWN, "b/tools/read.py": "", "c/tools/read.py": ""}
    commented = {"a.js": SPAWN.replace("spawn('", "// spawn('"), "tools/read.py": ""}
    no_process = {"a.js": "load('./tools/read.py');\n", "tools/read.py": ""}
    media = {
        "widgets.py": "class Media:\n    js = ['page.js']\n",
        "run.py": "import subprocess\n",
        "page.js": "import $ from 'jquery';\n",
    }
    own = {"a.js": SPAWN.replace("read.py", "read.js"), "tools/read.js": "require('fs');\n", "x.py": ""}
    for sources in (page, several, commented, no_process, media, own):
        assert _helpers(sources) == []
