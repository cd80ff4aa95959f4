"""A repository whose every name and snippet is an attack, from the disk to each format and into a browser."""

from __future__ import annotations

import json
import os
import re
from xml.etree import ElementTree as ET

import pytest

from report.examples import HOSTILE_TEXTS
from report.test_html_browser import OpenPage, browser, open_page
from small_repos import scan_tree
from stackfit.model.report import Report
from stackfit.report import FORMATS, View

__all__ = ["browser", "open_page"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
TEXTS = [text for text in HOSTILE_TEXTS if len(text) < 100 and "\udcff" not in text]


def code(text: str) -> str:
    """A blocking handler whose line, string and suppression hold a text."""
    line = " ".join(text.split())
    return (
        "import time\nimport requests\nfrom fastapi import FastAPI\napp = FastAPI()\n\n\n"
        "@app.get('/')\nasync def root():\n"
        f"    time.sleep(1)  # {line}\n    requests.get({line!r})\n    x = 1  # stackfit: ignore[SF101] {line}\n"
    )


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    # A slash in a name makes a folder: what comes before it and after it are names as well.
    tree = {f"{number}{text}.py".replace("\n", " \n"): code(text) for number, text in enumerate(TEXTS)}
    name = "".join(TEXTS)
    manifest = {
        "name": name,
        "description": name,
        "dependencies": {f"express{text}": text for text in TEXTS} | {"express": "4"},
        "scripts": {"start": f"node app.js {name}", name: name},
        "engines": {"node": name},
        "keywords": TEXTS,
    }
    tree["<img src=x onerror=alert(1)>/package.json"] = json.dumps(manifest)
    tree["<img src=x onerror=alert(1)>/app.js"] = (
        "require('express')().get('/', () => { require('fs').readFileSync('a') });\n"
    )
    tree["requirements.txt"] = "fastapi\nrequests\nuvicorn\n"
    tree["Procfile"] = f"web: uvicorn app:app --workers 4 {' '.join(name.split())}\n"
    tree["README.md"] = name
    tree["pyproject.toml"] = "[project]\nname = '''<script>alert(1)</script>'''\n[broken <b>\n"
    report = scan_tree(tmp_path_factory.mktemp("hostile") / "tree", tree)
    assert len({item.location.path for item in report.findings}) > len(TEXTS)
    return report


def test_the_page_runs_nothing_asks_for_nothing_and_shows_the_names(report: Report, open_page: OpenPage) -> None:
    page = open_page(report, name="<script>alert(1)</script>")
    for details in page.locator("details").all()[:80]:
        details.evaluate("element => { element.open = true; }")
    assert page.locator("script").count() == 1
    assert page.locator("img, iframe, object, embed, link, base, failure, video, form[action]").count() == 0
    attributes = "[...document.querySelectorAll('*')].flatMap(item => item.getAttributeNames())"
    assert not [name for name in page.evaluate(attributes) if name.startswith("on")]
    assert not [
        item for item in page.evaluate("[...document.links].map(item => item.protocol)") if item == "javascript:"
    ]
    assert "onerror" in page.locator("body").inner_text()


def test_the_policy_of_the_page_allows_its_own_script_and_style_by_hash_only(report: Report) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', FORMATS["html"](report, View()))
    assert policy is not None
    rules = dict(part.strip().split(" ", 1) for part in policy[1].replace("&#39;", "'").split(";") if part.strip())
    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-[\w+/=]+'", rules["script-src"])
    assert "unsafe" not in policy[1]


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_lets_control_characters_through(report: Report, name: str) -> None:
    text = FORMATS[name](report, View(name="a\x1b]0;title\x07", color=False, unicode=True))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", text)


def test_machines_can_read_what_they_are_given(report: Report) -> None:
    for name in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(FORMATS[name](report, View()))
    ET.fromstring(FORMATS["junit"](report, View()))  # noqa: S314 - our own
    for uri in re.findall(r'"uri": "([^"]+)"', FORMATS["sarif"](report, View())):
        assert re.fullmatch(r"[\w./%:~+-]+", uri), uri


def test_workflow_commands_are_only_our_own(report: Report) -> None:
    lines = FORMATS["github"](report, View()).splitlines()
    assert all(re.match(r"::(?:error|warning|notice) |stackfit: \d+ more ", line) for line in lines)
    for name in ("text", "concise", "markdown"):
        assert not [line for line in FORMATS[name](report, View()).splitlines() if line.startswith(("::", "##["))]
