from __future__ import annotations

from deployment.helpers import read_one, read_tree

MATRIX = """on: push
jobs:
  test:
    strategy:
      matrix:
        python-version: ["3.12", "3.9", "3.10", "3.x", pypy3.9]
        node: [22, 18.x]
        include:
          - python-version: 3.8
    steps:
      - run: gunicorn app:app
"""


def test_the_lowest_version_is_what_is_tested() -> None:
    found = read_one(".github/workflows/test.yml", MATRIX)
    assert [(pin.runtime, pin.version, pin.source, pin.location.line) for pin in found.pins] == [
        ("node", "18", "workflow", 7),
        ("python", "3.8", "workflow", 9),
    ]
    assert found.context == "."
    assert found.commands == ()


def test_setup_steps_count_and_one_pin_stands_for_all_workflows() -> None:
    step = "jobs: {{a: {{steps: [{{uses: actions/setup-python@v5, with: {{python-version: '{}'}}}}]}}}}\n"
    tree = {f".github/workflows/{name}.yml": step.format(name) for name in ("3.13", "3.9", "3.11t", "3.x")}
    assert [pin.version for one in read_tree(tree) for pin in one.pins] == ["3.9"]


def test_free_threaded_builds_keep_their_mark() -> None:
    text = "jobs: {a: {strategy: {matrix: {python: [3.14t, 3.13t]}}}}\n"
    assert [pin.version for pin in read_one(".github/workflows/a.yaml", text).pins] == ["3.13t"]
