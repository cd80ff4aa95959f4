"""Pages or data: what templates and handlers show."""

from __future__ import annotations

import pytest

from small_repos import ProfileRepo, workloads

DATA = "".join(f"@app.get('/{n}')\ndef data{n}():\n    return jsonify(n={n})\n" for n in range(8))
PAGES = "".join(f"@app.get('/p{n}')\ndef page{n}():\n    return render_template('{n}.html')\n" for n in range(8))
FLASK = "from flask import Flask, jsonify, render_template\napp = Flask(__name__)\n"
EXPRESS = "const app = require('express')();\n"


def served(profile_repo: ProfileRepo, code: str, **files: str) -> tuple[float, float]:
    found = workloads(profile_repo({"requirements.txt": "flask\n", "app.py": FLASK + code, **files}))
    return found["web-api"], found["web-site"]


def test_handlers_that_answer_with_data_make_an_api_of_a_few_pages_of_documentation(profile_repo: ProfileRepo) -> None:
    templates = {f"templates/{n}.html": "<p>{{ x }}</p>\n" for n in range(7)}
    api, site = served(
        profile_repo, DATA + "@app.get('/')\ndef home():\n    return render_template('0.html')\n", **templates
    )
    assert api >= 0.5 > site


def test_handlers_that_render_pages_make_a_site(profile_repo: ProfileRepo) -> None:
    api, site = served(profile_repo, PAGES)
    assert site > api


def test_handlers_of_both_sorts_make_both(profile_repo: ProfileRepo) -> None:
    api, site = served(profile_repo, PAGES + DATA)
    assert api >= 0.5
    assert site >= 0.5


@pytest.mark.parametrize(
    ("handlers", "first", "second"),
    [
        ("app.get('/{n}', (req, res) => res.json({{ n: {n} }}));\n", "web-api", "web-site"),
        ("app.get('/{n}', (req, res) => res.status(200).json({{ n: {n} }}));\n", "web-api", "web-site"),
        ("app.get('/{n}', (req, res) => res.render('page', {{ n: {n} }}));\n", "web-site", "web-api"),
    ],
)
def test_answers_of_node_handlers(profile_repo: ProfileRepo, handlers: str, first: str, second: str) -> None:
    code = EXPRESS + "".join(handlers.format(n=n) for n in range(8))
    profile = profile_repo({"package.json": '{"dependencies": {"express": "4"}}', "server.js": code})
    found = {label.id: label for label in profile.workloads}
    assert found[first].confidence >= 0.5
    assert found[first].confidence - found[second].confidence > (0.2 if first == "web-api" else 0.0)
    assert any("8 answers are" in item.what and item.location.line == 2 for item in found[first].evidence)


def test_reading_the_answer_of_another_server_is_no_answer(profile_repo: ProfileRepo) -> None:
    code = EXPRESS + "fetch('/x').then((res) => res.json()).then(console.log);\n" * 8
    profile = profile_repo({"package.json": '{"dependencies": {"express": "4"}}', "server.js": code})
    assert not any("answers are" in item.what for label in profile.workloads for item in label.evidence)


@pytest.mark.parametrize("path", ["templates/emails/{}.html", "templates/mail/{}.html", "deploy/templates/{}.conf.j2"])
def test_mails_and_settings_are_no_pages(profile_repo: ProfileRepo, path: str) -> None:
    files = {path.format(n): "<p>{{ x }}</p>\n" for n in range(8)}
    assert served(profile_repo, "", **files) == served(profile_repo, "")
