"""What the name of a file, extra or group says about when its packages are needed."""

from __future__ import annotations

import re

from stackfit.model.kinds import DependencyKind

_DEV = frozenset(
    {"bench", "benchmark", "benchmarks", "black", "build", "check", "checks", "ci", "cibw", "codequality"}
    | {"codestyle", "cov", "coverage", "debug", "dev", "devel", "develop", "developer", "development", "dist"}
    | {"doc", "docs", "documentation", "flake8", "format", "formatting", "isort", "lint", "linter", "linters"}
    | {"linting", "local", "mypy", "nox", "packaging", "pre", "precommit", "pytest", "qa", "quality"}
    | {"release", "rtd", "ruff", "sbom", "sphinx", "style", "test", "testing", "tests", "tooling", "tools"}
    | {"tox", "type", "typecheck", "typechecking", "types", "typing", "unittest", "unittests"}
)
_RUNTIME = frozenset(
    {"base", "common", "core", "default", "defaults", "main", "prod", "production", "requirement"}
    | {"requirements", "runtime"}
)
_WORD = re.compile(r"[a-z]+\d?")


def group_kind(name: str, *, otherwise: DependencyKind) -> DependencyKind:
    """DEV for groups named after development work, RUNTIME for "prod" and its like, else `otherwise`."""
    words = set(_WORD.findall(name.lower()))
    if words & _DEV:
        return DependencyKind.DEV
    return DependencyKind.RUNTIME if words & _RUNTIME else otherwise


def extra_kind(name: str) -> DependencyKind:
    """Give the kind of an extra: DEV for development work, else OPTIONAL whatever its name."""
    kind = group_kind(name, otherwise=DependencyKind.OPTIONAL)
    return DependencyKind.OPTIONAL if kind is DependencyKind.RUNTIME else kind
