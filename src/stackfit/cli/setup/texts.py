"""The texts that `stackfit init` writes; docs/ci.md and docs/commit.md show the same ones."""

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
  push:
    branches: [main]
  pull_request:
permissions: {}
concurrency:
  group: stackfit-${{ github.ref }}
  cancel-in-progress: true
jobs:
  stackfit:
    name: stackfit
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
      pull-requests: write # for the comment
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 2 # the base of a pull request, too
          persist-credentials: false
      - uses: stackfit/stackfit@main
        with:
          comment: update
          max-fit-drop: 5
"""
GITLAB_JOB = """\
stackfit:
  image: python:3.12
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  variables:
    GIT_DEPTH: 0
    STACKFIT_CACHE_DIR: $CI_PROJECT_DIR/.stackfit-cache
  cache:
    key: stackfit
    paths: [.stackfit-cache]
  script:
    - pip install stackfit
    - base="${CI_MERGE_REQUEST_DIFF_BASE_SHA:-$CI_COMMIT_SHA}"
    - >-
      stackfit diff "$base" --exclude .stackfit-cache
      --output junit=stackfit.xml --head-output gitlab=gl-code-quality.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality.json
      junit: stackfit.xml
"""
