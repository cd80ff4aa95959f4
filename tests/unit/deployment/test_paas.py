from __future__ import annotations

import pytest

from deployment.helpers import read_one, read_tree


def test_captain_definition_holds_a_dockerfile() -> None:
    text = '{"schemaVersion": 2, "dockerfileLines": ["FROM node:20-alpine", "CMD [\\"node\\", \\"server.js\\"]"]}'
    found = read_one("captain-definition", text)
    assert [(item.program, item.target) for item in found.commands] == [("node", "server.js")]
    assert [(pin.runtime, pin.version) for pin in found.pins] == [("node", "20")]


def test_captain_definition_names_a_template() -> None:
    found = read_one("captain-definition", '{"schemaVersion": 1, "templateId": "python-django/3.6"}')
    assert [(pin.runtime, pin.version) for pin in found.pins] == [("python", "3.6")]


def test_dokku_scale_counts_the_processes_of_the_procfile() -> None:
    tree = {"Procfile": "web: node a.js\nwork: node b.js\n", "DOKKU_SCALE": "web=3\n# none\nwork=1\n"}
    commands = [item for one in read_tree(tree) for item in one.commands]
    assert [(item.process, item.replicas) for item in commands] == [("web", 3), ("work", 1)]


CLOUD_FOUNDRY = """applications:
- name: shop
  path: api
  instances: 4
  command: gunicorn shop:app
"""


def test_cloud_foundry() -> None:
    found = read_one("manifest.yml", CLOUD_FOUNDRY)
    assert found.context == "api"
    assert [(item.process, item.replicas, item.location.line) for item in found.commands] == [("shop", 4, 5)]
    assert read_tree({"manifest.yml": "version: 1\nicons: []\n"}) == []


PLATFORM_SH = """name: app
type: 'python:3.11'
web:
  commands:
    start: "gunicorn -w 4 shop:app"
workers:
  queue:
    commands:
      start: celery -A shop worker
"""


def test_platform_sh() -> None:
    found = read_one(".platform.app.yaml", PLATFORM_SH)
    assert [(item.process, item.program, item.workers) for item in found.commands] == [
        ("web", "gunicorn", 4),
        ("queue", "celery", None),
    ]
    assert [(pin.runtime, pin.version) for pin in found.pins] == [("python", "3.11")]


def test_upsun_lists_applications() -> None:
    text = (
        'applications:\n  api:\n    source: {root: "/api"}\n    type: "nodejs:20"\n'
        "    web: {commands: {start: node a.js}}\n"
    )
    found = read_one(".upsun/config.yaml", text)
    assert (found.context, [item.target for item in found.commands]) == ("api", ["a.js"])


def test_railpack() -> None:
    found = read_one("railpack.json", '{"packages": {"python": "3.12"}, "deploy": {"startCommand": "python a.py"}}')
    assert [item.target for item in found.commands] == ["a.py"]
    assert [(pin.runtime, pin.version) for pin in found.pins] == [("python", "3.12")]


@pytest.mark.parametrize("path", ["captain-definition", "railpack.json", ".platform.app.yaml"])
def test_broken_files_are_named(path: str) -> None:
    assert sum(len(one.errors) for one in read_tree({path: '{"a": ['})) == 1
