from __future__ import annotations

import pytest

from stackfit.discovery.kinds import (
    is_cluster_file,
    is_stub,
    is_wanted_text,
    language_of,
    may_be_cluster_file,
    may_be_script,
    script_language,
)
from stackfit.model.kinds import Language


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("a.py", Language.PYTHON),
        ("A.PY", Language.PYTHON),
        ("a.pyw", Language.PYTHON),
        ("a.ipynb", Language.NOTEBOOK),
        ("a.js", Language.JAVASCRIPT),
        ("a.mjs", Language.JAVASCRIPT),
        ("a.cjs", Language.JAVASCRIPT),
        ("a.jsx", Language.JAVASCRIPT),
        ("a.ts", Language.TYPESCRIPT),
        ("a.mts", Language.TYPESCRIPT),
        ("a.tsx", Language.TSX),
        ("App.vue", None),
        ("py", None),
        ("a.json", None),
    ],
)
def test_language_of(name: str, language: Language | None) -> None:
    assert language_of(name) is language


@pytest.mark.parametrize("name", ["a.pyi", "a.d.ts", "a.d.mts", "style.d.css.ts"])
def test_stubs(name: str) -> None:
    assert is_stub(name)


@pytest.mark.parametrize("name", ["a.py", "d.ts", "add.ts"])
def test_not_stubs(name: str) -> None:
    assert not is_stub(name)


@pytest.mark.parametrize(
    "path",
    [
        "requirements.txt",
        "requirements-dev.txt",
        "dev-requirements.txt",
        "requirements_test.txt",
        "requirements/base.txt",
        "requirements/prod/web.in",
        "requirements.in",
        "requirements2.txt",
        "tools/pip-requires",
        "requirements-dev.lock",
        "env.yml",
        "conda-lock.yml",
        "conda-linux-64.lock",
        "shop.egg-info",
        "shop.egg-info/PKG-INFO",
        "lib/shop.dist-info/METADATA",
        ".ebextensions/python.config",
        ".elasticbeanstalk/config.yml",
        ".chalice/config.json",
        "ecs/task-definition.json",
        "DOKKU_SCALE",
        "manifest.yml",
        "etc/s6-overlay/s6-rc.d/shop/run",
        "circus.ini",
        "pyproject.toml",
        "Pipfile",
        "uv.lock",
        "pylock.dev.toml",
        "environment.yml",
        "package.json",
        "sub/package-lock.json",
        "pnpm-lock.yaml",
        "bun.lock",
        "deno.json",
        "tsconfig.build.json",
        "Dockerfile",
        "Dockerfile.prod",
        "Dockerfile2",
        "web.dockerfile",
        "compose.yaml",
        "docker-compose.override.yml",
        "Procfile",
        "Procfile.dev",
        "deploy/app.service",
        "k8s/web.yaml",
        "kubernetes-manifests/cart.yaml",
        "helm/chart/templates/web.yml",
        "web-deployment.yaml",
        "values.prod.yaml",
        ".github/workflows/ci.yml",
        "README.md",
        "README",
        ".gitattributes",
        ".nvmrc",
        ".python-version",
        "runtime.txt",
        "serverless.yml",
        "fly.toml",
        "templates/index.html",
        "views/home.ejs",
        "views/home.pug",
        "a.j2",
        "App.vue",
        "App.svelte",
        "page.astro",
        ".meteor/packages",
        "ecosystem.config.json",
        "conf/supervisor/web.conf",
    ],
)
def test_wanted_text(path: str) -> None:
    assert is_wanted_text(path, path.rpartition("/")[2])


@pytest.mark.parametrize(
    "path",
    ["notes.txt", "a.c", "a.pyx", "data.json", "style.css", "config/a.yaml", "html", "LICENSE", "x.conf", "a.md"],
)
def test_other_files_are_only_paths(path: str) -> None:
    assert not is_wanted_text(path, path.rpartition("/")[2])


@pytest.mark.parametrize(
    ("start", "language"),
    [
        (b"#!/usr/bin/env python3\n", Language.PYTHON),
        (b"#!/usr/bin/python\r\nx", Language.PYTHON),
        (b"#!/usr/bin/env -S uv run --script\n", Language.PYTHON),
        (b"#! /usr/bin/env pypy3\n", Language.PYTHON),
        (b"#!/usr/bin/env node\n", Language.JAVASCRIPT),
        (b"#!/usr/local/bin/node --harmony\n", Language.JAVASCRIPT),
        (b"#!/usr/bin/env -S deno run\n", Language.TYPESCRIPT),
        (b"#!/bin/sh\npython x\n", None),
        (b"#!/usr/bin/env nodemon-like\n", None),
        (b"python\n", None),
        (b"", None),
    ],
)
def test_script_language(start: bytes, language: Language | None) -> None:
    assert script_language(start) is language


def test_only_names_without_a_suffix_may_be_scripts() -> None:
    assert may_be_script("manage")
    assert not may_be_script("manage.sh")


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"# shop\napiVersion: apps/v1\nkind: Deployment\n", True),
        (b"---\r\nkind: Pod\r\napiVersion: v1\r\n", True),
        (b"- apiVersion: v1\n  kind: Pod\n", True),
        (b"spec:\n    apiVersion: v1\n    kind: Pod\n", False),
        (b"kind: note\n", False),
        (b"", False),
    ],
)
def test_kubernetes_manifests_by_their_first_lines(start: bytes, expected: bool) -> None:
    assert may_be_cluster_file("x.yml")
    assert is_cluster_file(start) is expected
