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


def test_what_is_extended_counts_where_nothing_else_is_said() -> None:
    tree = {
        "compose.yml": (
            "services:\n  web:\n    extends: {file: ops/base.yml, service: app}\n    deploy: {replicas: 2}\n"
            "  loop: {extends: loop, image: node, command: node a.js}\n"
        ),
        "ops/base.yml": (
            "services:\n  app:\n    build: ../api\n    environment: [N=3]\n    command: gunicorn -w $N a:b\n"
        ),
    }
    found = {item.context: item for item in read_tree(tree) if item.format == "compose"}
    (command,) = found["api"].commands
    assert (command.process, command.workers, command.replicas) == ("web", 3, 2)
    assert (command.location.path, command.location.line) == ("ops/base.yml", 5)
    assert [item.target for item in found["."].commands] == ["a.js"]


def test_included_files_belong_to_the_file_that_includes_them() -> None:
    tree = {
        "compose.yml": "include:\n  - parts/work.yml\n  - path: [compose.other.yml]\nservices: {}\n",
        "parts/work.yml": "services:\n  work:\n    build: ../work\n    command: node w.js\n",
        "compose.other.yml": "services:\n  x: {image: node, command: node x.js}\n",
    }
    found = [(item.path, item.context, one.target) for item in read_tree(tree) for one in item.commands]
    assert found == [("compose.other.yml", ".", "x.js"), ("compose.yml", "work", "w.js")]


def test_profiles_and_stages_of_development_are_not_production() -> None:
    text = (
        "services:\n  a: {image: node, command: node a.js, profiles: [dev]}\n"
        "  b: {image: node, command: node b.js, profiles: [dev, prod]}\n"
        "  c: {build: {context: ., target: dev}, command: node c.js}\n"
    )
    (found,) = [item for item in read_tree({"compose.yml": text}) if item.context == "."]
    assert [item.production for item in found.commands] == [False, True, False]


def test_the_stage_a_service_builds_gives_its_command() -> None:
    dockerfile = "FROM node:20 AS base\nFROM base AS work\nCMD node work.js\nFROM base AS web\nCMD node web.js\n"
    tree = {"compose.yml": "services:\n  a: {build: {context: ., target: work}}\n", "Dockerfile": dockerfile}
    commands = [(item.source, item.target) for one in read_tree(tree) for item in one.commands]
    assert commands == [("dockerfile", "web.js"), ("compose", "work.js")]


def test_environment_files() -> None:
    tree = {
        "compose.yml": "services:\n  web:\n    image: x\n    env_file: [a.env, none.env]\n    command: gunicorn a:b\n",
        "a.env": "# workers\nexport WEB_CONCURRENCY='6'\n",
    }
    assert [item.workers for one in read_tree(tree) for item in one.commands] == [6]
