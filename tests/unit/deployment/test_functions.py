from __future__ import annotations

from deployment.helpers import read_one, read_tree

SERVERLESS = """service: shop
provider:
  name: aws
  runtime: python3.11
functions:
  list:
    handler: src/items.list
  live:
    handler: live/index.main
    runtime: nodejs20.x
  native:
    handler: bootstrap
    runtime: provided.al2023
"""


def test_serverless() -> None:
    found = read_one("serverless.yml", SERVERLESS)
    assert [(item.process, item.program, item.target, item.location.line) for item in found.commands] == [
        ("list", "python", "src/items.list", 7),
        ("live", "node", "live/index.main", 9),
    ]
    assert [(pin.runtime, pin.version, pin.location.line) for pin in found.pins] == [
        ("python", "3.11", 4),
        ("node", "20", 10),
    ]


def test_serverless_without_a_runtime_and_with_a_list_of_functions() -> None:
    text = "provider: {name: aws}\nfunctions:\n  - ${file(a.yml)}\n  - hello: {handler: a.b}\n"
    found = read_one("serverless.yaml", text)
    assert [(item.program, item.target) for item in found.commands] == [("node", "a.b")]
    assert found.pins == ()


SAM = """AWSTemplateFormatVersion: "2010-09-09"
Globals:
  Function:
    Runtime: python3.12
Resources:
  List:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: items/
      Handler: app.list
      Environment: {Variables: {TABLE: !Ref Table}}
  Live:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: live, Handler: index.main, Runtime: nodejs18.x}
  Table:
    Type: AWS::DynamoDB::Table
"""


def test_sam_functions_run_in_their_code_folder() -> None:
    found = read_tree({"template.yaml": SAM})
    assert [(one.context, [item.program for item in one.commands]) for one in found] == [
        ("items", ["python"]),
        ("live", ["node"]),
    ]
    assert [[pin.version for pin in one.pins] for one in found] == [["3.12"], ["18"]]


def test_another_template() -> None:
    (found,) = read_tree({"template.yaml": "title: Hello\nbody: ${x}\n"})
    assert (found.commands, found.errors) == ((), ())


def test_vercel_counts_only_what_it_names_as_functions() -> None:
    found = read_one("vercel.json", '{"functions": {"api/*.py": {"memory": 1}, "api/*.js": {}}}')
    assert [(item.program, item.target) for item in found.commands] == [("python", "api/*"), ("node", "api/*")]
    built = read_one(
        "vercel.json", '{"builds": [{"src": "app.py", "use": "@vercel/python"}, {"use": "@vercel/static"}]}'
    )
    assert [(item.program, item.target) for item in built.commands] == [("python", "app")]
    assert read_one("vercel.json", '{"rewrites": [{"source": "/(.*)", "destination": "/"}]}').commands == ()


def test_netlify() -> None:
    text = '[build]\nbase = "site"\n[functions]\ndirectory = "fns"\n[build.environment]\nNODE_VERSION = "18"\n'
    found = read_one("netlify.toml", text)
    assert (found.context, [item.target for item in found.commands]) == ("site", ["fns"])
    assert [(pin.runtime, pin.version, pin.source) for pin in found.pins] == [("node", "18", "netlify")]
    assert read_one("netlify.toml", '[build]\npublish = "dist"\n').commands == ()
