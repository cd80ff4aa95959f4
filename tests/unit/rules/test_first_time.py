"""What happens the first time only, and is kept, is hardly worth a warning; what happens each time is."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_repos import scan_tree
from stackfit.model.kinds import Severity

HEAD = "import functools\n\nimport fastapi\nimport requests\n\napp = fastapi.FastAPI()\n\n\n"

KEPT = {
    "cached property": (
        "class Keys:\n    @functools.cached_property\n    def all(self):\n"
        "        return requests.get('https://a.example').json()\n"
    ),
    "empty attribute": (
        "class Keys:\n    found = None\n\n    def all(self):\n        if self.found is None:\n"
        "            self.found = requests.get('https://a.example').json()\n        return self.found\n"
    ),
    "given back": (
        "class Keys:\n    found = None\n\n    def all(self):\n        if self.found:\n            return self.found\n"
        "        self.found = requests.get('https://a.example').json()\n        return self.found\n"
    ),
}
EACH_TIME = {
    "never filled": (
        "class Keys:\n    found = None\n\n    def all(self):\n        if self.found is None:\n"
        "            return requests.get('https://a.example').json()\n"
    ),
    "local name": (
        "class Keys:\n    def all(self):\n        found = None\n        if found is None:\n"
        "            found = requests.get('https://a.example').json()\n        return found\n"
    ),
}


def _severities(folder: Path, source: str) -> set[Severity]:
    handler = "\n\nkeys = Keys()\n\n\n@app.get('/')\nasync def show():\n    return keys.all()\n"
    call = handler.replace("keys.all()", "keys.all") if "cached_property" in source else handler
    report = scan_tree(folder, {"requirements.txt": "fastapi\nrequests\n", "app.py": HEAD + source + call})
    return {item.severity for item in report.findings if item.code == "SF101"}


@pytest.mark.parametrize("source", KEPT.values(), ids=KEPT)
def test_what_is_kept_is_a_note(tmp_path: Path, source: str) -> None:
    assert _severities(tmp_path, source) == {Severity.INFO}


@pytest.mark.parametrize("source", EACH_TIME.values(), ids=EACH_TIME)
def test_what_comes_each_time_stays_an_error(tmp_path: Path, source: str) -> None:
    assert _severities(tmp_path, source) == {Severity.ERROR}


def test_a_parameter_is_not_kept(tmp_path: Path) -> None:
    source = (
        "const express = require('express');\nconst fs = require('fs');\nconst app = express();\n"
        "app.get('/', (req, page) => {\n  if (page) {\n    return page;\n  }\n"
        "  page = fs.readFileSync('page.html');\n});\n"
    )
    manifest = '{"name": "pages", "dependencies": {"express": "^4.19.0"}}'
    report = scan_tree(tmp_path, {"package.json": manifest, "app.js": source})
    assert [item.severity for item in report.findings if item.code == "SF101"] == [Severity.WARNING]


def test_a_variable_of_the_module_that_is_filled_once(tmp_path: Path) -> None:
    source = (
        "const express = require('express');\nconst fs = require('fs');\nconst app = express();\nlet page = '';\n"
        "app.get('/', (req, res) => {\n  if (page) {\n    res.send(page);\n    return;\n  }\n"
        "  page = fs.readFileSync('page.html');\n  res.send(page);\n});\n"
    )
    manifest = '{"name": "pages", "dependencies": {"express": "^4.19.0"}}'
    report = scan_tree(tmp_path, {"package.json": manifest, "app.js": source})
    assert [item.severity for item in report.findings if item.code == "SF101"] == [Severity.INFO]


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ("this.files ||= fs.readdirSync('pages');", Severity.INFO),
        ("this.files = fs.readdirSync('pages');", Severity.WARNING),
    ],
)
def test_what_a_script_keeps_is_a_note(tmp_path: Path, line: str, severity: Severity) -> None:
    source = (
        "const express = require('express');\nconst fs = require('fs');\nconst app = express();\n"
        f"app.get('/', (req, res) => {{\n  {line}\n  res.end();\n}});\n"
    )
    manifest = '{"name": "pages", "dependencies": {"express": "^4.19.0"}}'
    report = scan_tree(tmp_path, {"package.json": manifest, "app.js": source})
    assert [item.severity for item in report.findings if item.code == "SF101"] == [severity]


@pytest.mark.parametrize(
    ("body", "severity"),
    [
        ("        time.sleep(2)\n        while True:\n            await self.turn()\n", Severity.INFO),
        ("        while True:\n            time.sleep(2)\n            await self.turn()\n", Severity.WARNING),
    ],
)
def test_what_stands_before_a_main_loop_is_a_note(tmp_path: Path, body: str, severity: Severity) -> None:
    source = f"import time\n\nimport aiohttp\n\n\nclass Bridge:\n    async def run(self):\n{body}"
    report = scan_tree(tmp_path, {"requirements.txt": "aiohttp\n", "bridge.py": source})
    assert [item.severity for item in report.findings if item.code == "SF101"] == [severity]


@pytest.mark.parametrize(
    ("command", "severity"), [("git pull", Severity.INFO), ("convert a.png b.jpg", Severity.WARNING)]
)
def test_a_process_that_keeps_the_program_up_to_date_is_a_note(
    tmp_path: Path, command: str, severity: Severity
) -> None:
    source = f"import os\n\nimport aiohttp\n\n\nasync def answer(message):\n    os.system('{command}')\n"
    report = scan_tree(tmp_path, {"requirements.txt": "aiohttp\n", "bot.py": source})
    assert [item.severity for item in report.findings if item.code == "SF101"] == [severity]


@pytest.mark.parametrize(("name", "severity"), [("load_model", Severity.INFO), ("describe", Severity.WARNING)])
def test_a_model_that_somebody_picks_is_a_note(tmp_path: Path, name: str, severity: Severity) -> None:
    source = (
        "import fastapi\nimport torch\n\napp = fastapi.FastAPI()\n\n\n"
        f"def {name}(path):\n    return torch.load(path)\n\n\n"
        f"@app.post('/model')\nasync def pick(path):\n    {name}(path)\n"
    )
    report = scan_tree(tmp_path, {"requirements.txt": "fastapi\ntorch\n", "app.py": source})
    assert [item.severity for item in report.findings if item.code == "SF201"] == [severity]


def test_what_is_kept_for_each_argument_is_one_step_milder(tmp_path: Path) -> None:
    source = (
        "class Keys:\n    @functools.lru_cache\n    def all(self, name=''):\n"
        "        return requests.get('https://a.example').json()\n"
    )
    assert _severities(tmp_path, source) == {Severity.WARNING}
