"""Which files matter to later stages, told by name: code and its language, manifests, deployment files, templates."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from stackfit.model.kinds import Language
from stackfit.syntax.names import intended_name, is_lockfile

_LANGUAGES = {
    "py": Language.PYTHON,
    "pyw": Language.PYTHON,
    "ipynb": Language.NOTEBOOK,
    "js": Language.JAVASCRIPT,
    "mjs": Language.JAVASCRIPT,
    "cjs": Language.JAVASCRIPT,
    "jsx": Language.JAVASCRIPT,
    "ts": Language.TYPESCRIPT,
    "mts": Language.TYPESCRIPT,
    "cts": Language.TYPESCRIPT,
    "tsx": Language.TSX,
}
_STUB = re.compile(r"\.pyi$|\.d\.[cm]?ts$|\.d\.[\w-]+\.ts$")
_TEXT_SUFFIXES = frozenset(
    {
        # single-file components
        "astro", "svelte", "vue",
        # templates
        "ejs", "handlebars", "hbs", "htm", "html", "jade", "jinja", "jinja2", "j2", "liquid", "mako", "mustache", "njk",
        "pug", "tmpl", "twig",
        # deployment
        "dockerfile", "service",
    }
)  # fmt: skip
_NAMES = frozenset(
    {
        # Python
        "pyproject.toml", "setup.cfg", "pipfile", "pipfile.lock", "poetry.lock", "uv.lock", "uv.toml", "pdm.lock",
        "pylock.toml", "pixi.toml", "pixi.lock", "tox.ini", "pytest.ini", "environment.yml", "environment.yaml",
        "conda.yml", "conda.yaml", "anaconda-project.yml", "anaconda-project.yaml", "meta.yaml",
        "runtime.txt", "constraints.txt", "manifest.in", ".python-version",
        "mkdocs.yml", "platformio.ini",
        # Node.js, Deno, Bun
        "package.json", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", ".yarnrc.yml", "pnpm-lock.yaml",
        "pnpm-workspace.yaml", "bun.lock", "bunfig.toml", "deno.json", "deno.jsonc", "deno.lock", "import_map.json",
        "lerna.json", "nx.json", "turbo.json", "rush.json", "workspace.json", "project.json", "angular.json",
        "bower.json", "component.json", ".babelrc", ".nvmrc", ".node-version", ".npmrc", "nodemon.json",
        "nest-cli.json", "tsconfig.json", "jsconfig.json",
        # both
        ".tool-versions", "mise.toml", ".mise.toml", "mise.lock", ".gitattributes", "readme", "justfile", "makefile",
        # deployment
        "procfile", "app.json", "app.yaml", "app.yml", "fly.toml", "render.yaml", "render.yml", "railway.json",
        "railway.toml", "railpack.json", "dokku_scale", ".platform.app.yaml", "dockerrun.aws.json", "function.json",
        "hypercorn.toml", "nixpacks.toml", "serverless.yml", "serverless.yaml",
        "serverless.json",
        "template.yaml", "template.yml", "samconfig.toml", "vercel.json", "now.json", "netlify.toml", "wrangler.toml",
        "wrangler.json", "wrangler.jsonc", "firebase.json", "heroku.yml", "scalingo.json", "zappa_settings.json",
        "apprunner.yaml", "cloudbuild.yaml", "cloudbuild.yml",
        "skaffold.yaml", "chart.yaml", "kustomization.yaml", "kustomization.yml", "pm2.json", "pm2.yml",
        "process.json", "process.yml", "processes.json", "supervisord.conf", "uwsgi.ini", "gunicorn.conf",
        "containerfile", "dockerfile",
        ".gitlab-ci.yml", "bitbucket-pipelines.yml", "captain-definition",
        "stackfit.toml",  # our own: where it holds for nothing, that is said
    }
)  # fmt: skip
_PATTERNS = re.compile(
    r"""
      [\w.-]*requirements?[\w.-]*\.(?:txt|in|pip)   # requirements-dev.txt, dev-requirements.txt
    | (?:pip|test)-requires | reqs?(?:[-_.][\w.-]+)?\.(?:txt|in|pip)
    | (?:.*[-_.])?task-?def(?:inition)?s?(?:[-_.].*)?\.json
    | circusd?(?:[-_.].*)?\.ini
    | manifest(?:[-_.][\w-]+)?\.ya?ml
    | zappa_settings\.(?:json|toml|ya?ml)
    | [^/]+\.egg-info
    | (?:.*[-_.])?constraints(?:[-_.].*)?\.txt
    | pylock\..+\.toml
    | (?:conda[-_.])?env(?:ironment)?(?:[-_.].*)?\.ya?ml
    | (?:ts|js)config\..+\.json
    | readme\..+
    | (?:procfile|dockerfile|containerfile)(?:[-_.].+|\d+)
    | .*[-_.](?:dockerfile|procfile)
    | (?:docker-)?compose(?:[-_.].*)?\.ya?ml
    | (?:serverless|app|fly|values|ecosystem|pm2|process)[-_.][^/]*\.(?:ya?ml|toml|json)
    | values\.ya?ml
    | (?:.*[-_.])?(?:deployment|statefulset|daemonset|cronjob|kubernetes|k8s)s?(?:[-_.].*)?\.ya?ml
    | (?:.*[-_.])?(?:supervisord?|uwsgi)(?:[-_.].*)?\.(?:conf|ini)
    """,
    re.VERBOSE,
)
_REQUIREMENTS_FOLDER = re.compile(
    r"(?:^|/)(?:requirements?|reqs|requires|constraints)/(?:[^/]+/)?[^/]+\.(?:txt|in|pip)$"
)
# Files with a plain name that their folder explains: by how they end, and by their whole names.
_FOLDER_SUFFIXES = frozenset({"yml", "yaml", "txt", "in", "pip", "conf", "ini", "config"})
_FOLDER_NAMES = frozenset({"metadata", "pkg-info", "config.json", "run", "packages", "release"})
_BY_FOLDER = re.compile(
    r"\.(?:dist-info/metadata|egg-info/pkg-info)$|(?:^|/)\.(?:chalice/config\.json|ebextensions/[^/]+\.config)$"
    r"|(?:^|/)\.(?:elasticbeanstalk|upsun)/config\.ya?ml$|(?:^|/)(?:services?|services\.d|s6-rc\.d|s6|runit|sv)/[^/]+/run$"
)
_CLUSTER_FOLDER = re.compile(
    r"(?:^|/)(?:[^/]*(?:k8s|kube|helm)[^/]*|charts?|deploy|deployments?|manifests|kustomize|overlays|infra|ops)/.*\.ya?ml$"
)
_WORKFLOW = re.compile(r"^(?:.*/)?\.(?:github/(?:workflows|actions)|circleci)/.*\.ya?ml$")
_SUPERVISOR_FOLDER = re.compile(r"(?:^|/)(?:supervisor|supervisord|uwsgi)(?:/[^/]+)*/[^/]+\.(?:conf|ini)$")
_API_VERSION = re.compile(rb"^(?:- )?apiVersion:", re.MULTILINE)
_KIND = re.compile(rb"^(?:- |  )?kind:", re.MULTILINE)
_PYTHON_START = re.compile(rb"#!\s*(?:/\S*/)?(?:env\s+(?:-\S+\s+)*)?(?:uv\s+run\b.*|(?:python|pypy)[\d.]*)(?:\s|$)")
_NODE_START = re.compile(rb"#!\s*(?:/\S*/)?(?:env\s+(?:-\S+\s+)*)?(?:node|nodejs|bun)(?:\s|$)")
_DENO_START = re.compile(rb"#!\s*(?:/\S*/)?(?:env\s+(?:-\S+\s+)*)?(?:deno|ts-node|tsx)(?:\s|$)")


def language_of(name: str) -> Language | None:
    """Give the language a file name promises."""
    return _LANGUAGES.get(name.rpartition(".")[2].lower()) if "." in name else None


def is_stub(name: str) -> bool:
    """Whether a file only declares types (.pyi, .d.ts)."""
    return _STUB.search(name) is not None


class NameKind(NamedTuple):
    """What a name says of a file: its language, if it is wanted, and whether its folder or content may tell more."""

    language: Language | None
    wanted: bool
    by_folder: bool
    by_content: bool


@lru_cache(maxsize=16384)
def kind_of(name: str) -> NameKind:
    """Judge by the name alone, once for all files of that name: many files share few names."""
    lower = name.lower()
    suffix = lower.rpartition(".")[2]
    return NameKind(
        language=language_of(name),
        wanted=_is_wanted_name(lower),
        by_folder=suffix in _FOLDER_SUFFIXES or lower in _FOLDER_NAMES,
        by_content=is_stub(name) or may_be_cluster_file(name) or may_be_script(name),
    )


def is_wanted_text(path: str, name: str) -> bool:
    """Whether a file that is not code is a manifest, a lockfile, a deployment file, a template or the like."""
    kind = kind_of(name)
    return kind.wanted or (kind.by_folder and _is_wanted_place(path, name))


def _is_wanted_place(path: str, name: str) -> bool:
    suffix = name.rpartition(".")[2].lower()
    if suffix in ("yml", "yaml"):
        lower_path = path.lower()
        return any(known.search(lower_path) for known in (_CLUSTER_FOLDER, _WORKFLOW, _BY_FOLDER))
    if suffix in ("txt", "in", "pip"):
        return _REQUIREMENTS_FOLDER.search(path.lower()) is not None
    if suffix in ("conf", "ini"):
        return _SUPERVISOR_FOLDER.search(path.lower()) is not None
    return path.endswith((".meteor/packages", ".meteor/release")) or _BY_FOLDER.search(path.lower()) is not None


def _is_wanted_name(lower: str) -> bool:
    suffix = lower.rpartition(".")[2]
    known = lower in _NAMES or (suffix in _TEXT_SUFFIXES and suffix != lower) or is_lockfile(lower)
    return known or _PATTERNS.fullmatch(lower) is not None or intended_name(lower) != ""


def may_be_cluster_file(name: str) -> bool:
    """Whether a file may be a Kubernetes manifest although its name does not say so."""
    return name.endswith((".yml", ".yaml"))


def is_cluster_file(start: bytes) -> bool:
    """Whether the first bytes are those of a Kubernetes manifest."""
    return _API_VERSION.search(start) is not None and _KIND.search(start) is not None


def may_be_script(name: str) -> bool:
    """Whether a file may be a program although its name does not say so."""
    return "." not in name


def script_language(start: bytes) -> Language | None:
    """Give the language that the first line of a program without a suffix asks for."""
    if not start.startswith(b"#!"):
        return None
    line = start.partition(b"\n")[0].rstrip(b"\r")
    if _PYTHON_START.match(line):
        return Language.PYTHON
    if _NODE_START.match(line):
        return Language.JAVASCRIPT
    return Language.TYPESCRIPT if _DENO_START.match(line) else None
