from __future__ import annotations

from deployment.helpers import read_one, read_tree

TEXT = """x-env: &env
  WORKERS: "5"
services:
  web:
    build: ./api
    environment:
      <<: *env
    command: gunicorn -w $$WORKERS app:app
    deploy:
      replicas: 3
  worker:
    build: {context: ./api}
    command: ["celery", "-A", "app", "worker"]
  site:
    build: ./site
  db:
    image: postgres:16
  tool:
    image: python:3.12
    entrypoint: python
    command: tool.py
"""


def test_services_land_with_the_folder_they_build() -> None:
    found = {item.context: item for item in read_tree({"docker-compose.yml": TEXT})}
    assert {context: item.services for context, item in found.items()} == {
        ".": ("db", "tool"),
        "api": ("web", "worker"),
        "site": ("site",),
    }
    web, worker = found["api"].commands
    assert (web.process, web.program, web.workers, web.replicas, web.location.line) == ("web", "gunicorn", 5, 3, 8)
    assert (worker.process, worker.program, worker.replicas) == ("worker", "celery", None)
    assert [(image.name, image.tag, image.service, image.location.line) for image in found["."].images] == [
        ("postgres", "16", "db", 17),
        ("python", "3.12", "tool", 19),
    ]
    assert found["."].commands[0].program == "python"
    assert [pin.version for pin in found["."].pins] == ["3.12"]


def test_replicas_repeat_the_command_of_the_image() -> None:
    tree = {
        "compose.yaml": "services:\n  api:\n    build: ./api\n    scale: 4\n",
        "api/Dockerfile": "FROM node:20\nCMD node server.js\n",
    }
    commands = [(item.source, item.target, item.replicas) for one in read_tree(tree) for item in one.commands]
    assert commands == [("dockerfile", "server.js", None), ("compose", "server.js", 4)]


def test_overrides_and_development_files_are_not_production() -> None:
    for name in ("docker-compose.override.yml", "docker-compose.dev.yml", "compose.test.yaml"):
        found = read_one(name, "services:\n  web:\n    image: node\n    command: node a.js\n")
        assert not found.commands[0].production


def test_the_old_form_without_services() -> None:
    found = read_one("docker-compose.yml", "web:\n  image: node:8\n  command: node a.js\nversion: '1'\n")
    assert found.services == ("web",)


def test_broken_yaml_keeps_what_came_before() -> None:
    found = read_one("compose.yml", "services:\n  web:\n    image: node:8\n  bad: [\n")
    assert found.services[0] == "web"
    assert found.errors[0].line >= 4


def test_a_context_outside_the_tree_stays_inside() -> None:
    assert read_one("compose.yml", "services:\n  web:\n    build: ../../x\n").context == "."
