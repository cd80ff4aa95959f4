"""The texts that `stackfit init` writes; README and docs show the same ones."""

from __future__ import annotations

_DOCS = "https://github.com/stackfit/stackfit/blob/main/docs/configuration.md"
_SCHEMA = "https://raw.githubusercontent.com/stackfit/stackfit/main/docs/stackfit.schema.json"

SETTINGS = """\
profile = "article"      # marks and weights; "current" has those of today's facts
# fail-on = "warning"    # exit 1 from here on, or "never"; default: error for scan, warning for check
# ignore = ["info"]      # rule codes, criteria or severities that are not shown
# exclude = ["legacy/"]  # files that are not read
# baseline = "stackfit-baseline.json"  # written by: stackfit baseline create
"""
FILE = f"#:schema {_SCHEMA}\n# Every key: {_DOCS}\n{SETTINGS}"
TABLE = f"[tool.stackfit]  # every key: {_DOCS}\n{SETTINGS}"

HOOKS_FILE = ".pre-commit-config.yaml"
HOOK = """\
- repo: https://github.com/stackfit/stackfit
  rev: main  # a tag, after the first release
  hooks:
    - id: stackfit-check
"""
PLAIN_HOOK = "stackfit check --staged\n"

WORKFLOW_FILE = ".github/workflows/stackfit.yml"
WORKFLOW = """\
name: stackfit
on:
  pull_request:
permissions:
  contents: read
jobs:
  stackfit:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          fetch-depth: 2
          persist-credentials: false
      - uses: stackfit/stackfit@main # a tag, after the first release
"""
GITLAB_JOB = """\
stackfit:
  image: python:3.12
  script:
    - pip install stackfit
    - stackfit scan --output gitlab=gl-code-quality.json --output junit=stackfit.xml
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality.json
      junit: stackfit.xml
"""
