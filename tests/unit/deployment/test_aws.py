from __future__ import annotations

from deployment.helpers import read_one, read_tree

TASK = """{
  "family": "shop",
  "containerDefinitions": [
    {
      "name": "api",
      "image": "123.dkr.ecr.example.org/shop-api:latest",
      "command": ["gunicorn", "-k", "gevent", "shop:app"],
      "environment": [{"name": "WEB_CONCURRENCY", "value": "3"}]
    },
    {"name": "proxy", "image": "nginx:1.25"}
  ]
}
"""

LISTED = """option_settings:
  - namespace: aws:elasticbeanstalk:container:python
    option_name: WSGIPath
    value: shop/wsgi.py
  - namespace: aws:autoscaling:asg
    option_name: MinSize
    value: 2
"""

NESTED = """option_settings:
  aws:elasticbeanstalk:container:python:
    WSGIPath: shop.app:app
    NumProcesses: 3
    NumThreads: 20
"""


def test_task_definition() -> None:
    found = read_tree({"ecs/task-definition.json": TASK, "Dockerfile": "FROM python:3.12\nCMD python x.py\n"})
    task = [one for one in found if one.format == "ecs"]
    assert [(one.services, [(item.program, item.workers) for item in one.commands]) for one in task] == [
        (("api",), [("gunicorn", 3)]),
        (("proxy",), []),
    ]
    assert task[0].commands[0].location.line == 7


def test_elastic_beanstalk_options_in_both_forms() -> None:
    (listed,) = read_one("api/.ebextensions/01.config", LISTED).commands
    assert (listed.program, listed.target, listed.replicas) == ("gunicorn", "shop.wsgi:application", 2)
    found = read_one("api/.ebextensions/01.config", NESTED)
    (nested,) = found.commands
    assert (nested.target, nested.workers, nested.worker_class) == ("shop.app:app", 3, "gthread")
    assert (found.context, nested.location.line) == ("api", 3)


def test_elastic_beanstalk_runs_node() -> None:
    text = (
        '{"option_settings": {"aws:elasticbeanstalk:container:nodejs": {"NodeCommand": "node a.js", '
        '"NodeVersion": "18.17.0"}}}'
    )
    found = read_one(".ebextensions/node.config", text)
    assert [(item.program, item.target) for item in found.commands] == [("node", "a.js")]
    assert [(pin.runtime, pin.version) for pin in found.pins] == [("node", "18.17.0")]


def test_platform_of_elastic_beanstalk() -> None:
    text = "global:\n  application_name: shop\n  default_platform: Python 3.11 running on 64bit Amazon Linux 2023\n"
    found = read_one(".elasticbeanstalk/config.yml", text)
    assert [(pin.runtime, pin.version, pin.location.line) for pin in found.pins] == [("python", "3.11", 3)]
    node = read_one(".elasticbeanstalk/config.yml", "global:\n  default_platform: Node.js 18 running on x\n")
    assert [(pin.runtime, pin.version) for pin in node.pins] == [("node", "18")]


def test_broken_files_are_named() -> None:
    for path in ("task-definition.json", ".ebextensions/a.config", ".elasticbeanstalk/config.yml"):
        assert [len(one.errors) for one in read_tree({path: '{"a": [1, {'})] == [1]
