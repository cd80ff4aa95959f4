from __future__ import annotations

from deployment.helpers import read_one, read_tree

DOCKERFILE = "FROM node:20\nCOPY . .\nCMD node server.js\n"


def test_fly() -> None:
    text = (
        '[processes]\nweb = "gunicorn shop:app"\nwork = "celery -A shop worker"\n'
        '[http_service]\nprocesses = ["web"]\nmin_machines_running = 2\n'
    )
    found = read_one("fly.toml", text)
    assert [(item.process, item.program, item.replicas, item.location.line) for item in found.commands] == [
        ("web", "gunicorn", 2, 2),
        ("work", "celery", None, 3),
    ]


def test_fly_repeats_the_command_of_the_image() -> None:
    tree = {"fly.toml": "[http_service]\nmin_machines_running = 3\n", "Dockerfile": DOCKERFILE}
    assert [(item.source, item.target, item.replicas) for one in read_tree(tree) for item in one.commands] == [
        ("dockerfile", "server.js", None),
        ("fly", "server.js", 3),
    ]


RENDER = """services:
  - type: web
    name: api
    env: python
    rootDir: api
    startCommand: uvicorn shop:app --workers 2
    scaling: {minInstances: 2, maxInstances: 5}
    envVars:
      - {key: PYTHON_VERSION, value: 3.11.4}
      - key: SECRET
        generateValue: true
  - type: worker
    name: live
    dockerfilePath: ./live/Dockerfile
    numInstances: 4
"""


def test_render() -> None:
    found = read_tree({"render.yaml": RENDER, "live/Dockerfile": DOCKERFILE})
    rendered = [one for one in found if one.format == "render"]
    assert [
        (one.context, item.process, item.program, item.workers, item.replicas)
        for one in rendered
        for item in one.commands
    ] == [("api", "api", "uvicorn", 2, 2), (".", "live", "node", None, 4)]
    assert [(pin.version, pin.source) for one in rendered for pin in one.pins] == [("3.11.4", "render")]


def test_railway_in_both_forms() -> None:
    toml = read_one("railway.toml", '[deploy]\nstartCommand = "node a.js"\nnumReplicas = 2\n')
    regions = '{"a": {"numReplicas": 1}, "b": {"numReplicas": 2}}'
    text = f'{{"deploy": {{"startCommand": "node a.js", "multiRegionConfig": {regions}}}}}'
    assert [item.replicas for item in (*toml.commands, *read_one("railway.json", text).commands)] == [2, 3]


def test_nixpacks() -> None:
    found = read_one("nixpacks.toml", '[start]\ncmd = "node a.js"\n[variables]\nNIXPACKS_NODE_VERSION = "18"\n')
    assert found.commands[0].target == "a.js"
    assert [(pin.runtime, pin.version) for pin in found.pins] == [("node", "18")]


def test_heroku_yml() -> None:
    text = "build: {docker: {web: a}}\nrun:\n  web: node a.js\n  work:\n    command: [python w.py]\n  release: x\n"
    assert [(item.process, item.program) for item in read_one("heroku.yml", text).commands] == [
        ("web", "node"),
        ("work", "python"),
    ]


def test_a_formation_counts_the_processes_of_the_procfile() -> None:
    tree = {
        "Procfile": "web: node a.js\nwork: node b.js\n",
        "app.json": '{"formation": {"web": {"quantity": 2, "size": "x"}}}',
    }
    commands = [item for one in read_tree(tree) for item in one.commands]
    assert [(item.process, item.replicas) for item in commands] == [("web", 2), ("work", None)]
    assert read_tree({"app.json": '{"expo": {"name": "x"}}'}) == []


def test_app_engine() -> None:
    text = "runtime: python39\nentrypoint: gunicorn -w 2 shop:app\nautomatic_scaling:\n  min_instances: 3\n"
    found = read_one("app.yaml", text)
    (command,) = found.commands
    assert (command.program, command.workers, command.replicas, command.location.line) == ("gunicorn", 2, 3, 2)
    assert [(pin.version, pin.source) for pin in found.pins] == [("3.9", "app.yaml")]


def test_app_engine_starts_the_usual_program_by_itself() -> None:
    assert read_one("app.yaml", "runtime: python312\n").commands[0].target == "main:app"
    assert read_one("app-prod.yaml", "runtime: nodejs20\n").commands[0].program == "npm"
    assert read_one("app.yaml", "runtime: python27\nhandlers: []\n").commands == ()
    assert read_one("app.yaml", "runtime: custom\nenv: flex\n").commands == ()


def test_other_files_named_app() -> None:
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [{image: a, command: [node, a.js]}]}\n"
    assert [item.target for item in read_one("app.yaml", pod).commands] == ["a.js"]
    assert read_tree({"config/app.yaml": "debug: true\n"}) == []
    ocean = "name: shop\nservices:\n  - {name: api, source_dir: api, run_command: node a.js, instance_count: 2}\n"
    found = read_one(".do/app.yaml", ocean)
    assert (found.context, found.commands[0].replicas) == ("api", 2)
    runner = read_one("apprunner.yaml", "runtime: python3\nrun: {runtime-version: 3.11, command: python a.py}\n")
    assert (runner.commands[0].target, runner.pins[0].version) == ("a.py", "3.11")
