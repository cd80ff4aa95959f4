"""Stage 2b: deployment files. One reader per file format; a new format is a new module and a new line in READERS."""

from __future__ import annotations

import re
from collections.abc import Iterable

from stackfit.deployment import (
    appengine,
    aws,
    compose,
    dockerfile,
    function_settings,
    functions,
    gunicorn_config,
    helm,
    kubernetes,
    paas,
    pins,
    platforms,
    pm2,
    procfile,
    server_config,
    service_scripts,
    supervisor,
    systemd,
    workflows,
)
from stackfit.deployment.commands import parse_command
from stackfit.deployment.linking import link
from stackfit.deployment.started import add_started
from stackfit.model.deployment import Deployment
from stackfit.model.source import ReadError, SourceFile
from stackfit.syntax.paths import Load, folder_of
from stackfit.syntax.readers import Reader, ReaderTable, reader

__all__ = ["READERS", "Reader", "is_deployment", "parse_command", "read_deployments"]

_MAX_BYTES = 2_000_000
# Services of runit and s6: a folder each, with a script named "run".
SERVICE_SCRIPT = r"(?:services?|services\.d|s6-rc\.d|s6|runit|sv)/[^/]+/run"
# Lockfiles, manifests and pipelines, which other readers know.
_OTHER_YAML = r"(?:pnpm-lock|pnpm-workspace|environment|conda|meta|chart|mkdocs|yarn|\.)"


READERS: tuple[Reader[tuple[Deployment, ...]], ...] = (
    reader(
        "dockerfile",
        r"(?:dockerfile|containerfile)\d?|(?:dockerfile|containerfile)[-_.](?!dockerignore)[\w.-]+|[\w.-]+\.(?:dockerfile|containerfile)",
        dockerfile.read,
    ),
    reader("compose", compose.NAME, compose.read),
    reader("procfile", r"procfile(?:\.[\w.-]+)?", procfile.read),
    reader(
        "gunicorn", r"gunicorn(?:[-_.](?:conf|config|cfg|settings))?\.py|gunicorn[-_.][\w-]+\.py", gunicorn_config.read
    ),
    reader(
        "pm2",
        r"(?:ecosystems?|pm2)(?:[-_.][\w.-]*)?\.(?:[cm]?js|json5?|ya?ml)|process(?:es)?\.(?:json|ya?ml)",
        pm2.read,
    ),
    reader("pin", r"runtime\.txt|\.python-version|\.nvmrc|\.node-version", pins.read_single),
    reader("tool-versions", r"\.tool-versions", pins.read_tool_versions),
    reader("mise", r"\.?mise(?:\.[\w-]+)?\.toml|\.?mise/config\.toml|\.config/mise\.toml", pins.read_mise),
    reader("systemd", r"[^/]+\.service", systemd.read),
    reader(
        "supervisor", r"supervisord?[^/]*\.(?:conf|ini)|supervisord?/(?:[^/]+/)*[^/]+\.(?:conf|ini)", supervisor.read
    ),
    reader("uwsgi", r"[^/]*uwsgi[^/]*\.ini|uwsgi/(?:[^/]+/)*[^/]+\.ini", server_config.read_uwsgi),
    reader("hypercorn", r"hypercorn[\w.-]*\.toml", server_config.read_hypercorn),
    reader("serverless", r"serverless(?:[-_.][\w.-]+)?\.(?:ya?ml|json)", functions.read_serverless),
    reader("sam", r"(?:sam[-_.])?template(?:[-_.][\w-]+)?\.ya?ml|sam\.ya?ml", functions.read_sam),
    reader("vercel", r"vercel\.json|now\.json", functions.read_vercel),
    reader("netlify", r"netlify\.toml", functions.read_netlify),
    reader("app", r"app(?:[-_.][\w-]+)?\.ya?ml|apprunner\.ya?ml", appengine.read),
    reader("fly", r"fly(?:[-_.][\w.-]+)?\.toml", platforms.read_fly),
    reader("render", r"render\.ya?ml", platforms.read_render),
    reader("railway", r"railway\.(?:json|toml)", platforms.read_railway),
    reader("nixpacks", r"nixpacks\.toml", platforms.read_nixpacks),
    reader("heroku", r"heroku\.ya?ml", platforms.read_heroku),
    reader("app-json", r"app\.json", platforms.read_app_json),
    reader("wrangler", r"wrangler\.(?:toml|jsonc?)", function_settings.read_wrangler),
    reader("zappa", r"zappa_settings\.(?:json|toml|ya?ml)", function_settings.read_zappa),
    reader("chalice", r"\.chalice/config\.json", function_settings.read_chalice),
    reader("firebase", r"firebase\.json", function_settings.read_firebase),
    reader("azure-functions", r"function\.json", function_settings.read_azure),
    reader("ecs", r"(?:[\w.-]*[-_.])?task-?def(?:inition)?s?[\w.-]*\.json|dockerrun\.aws\.json", aws.read_ecs),
    reader("elastic-beanstalk", r"\.ebextensions/[^/]+\.config", aws.read_extension),
    reader("elastic-beanstalk", r"\.elasticbeanstalk/config\.ya?ml", aws.read_platform),
    reader("captain", r"captain-definition", paas.read_captain),
    reader("dokku", r"dokku_scale", paas.read_dokku_scale),
    reader("cloud-foundry", r"manifest(?:[-_.][\w-]+)?\.ya?ml", paas.read_cloud_foundry),
    reader("platform.sh", r"\.platform\.app\.yaml|\.upsun/config\.ya?ml", paas.read_platform_sh),
    reader("railpack", r"railpack\.json", paas.read_railpack),
    reader("circus", r"circusd?(?:[-_.][\w-]+)?\.ini", service_scripts.read_circus),
    reader("service-script", SERVICE_SCRIPT, service_scripts.read_run),
    reader("workflow", r"\.github/workflows/[^/]+\.ya?ml", workflows.read),
    reader("helm", r"values(?:[-_.][\w.-]+)?\.ya?ml", helm.read),
    # Any other YAML may be a manifest of a cluster; the reader looks at what it holds.
    reader("kubernetes", rf"(?!{_OTHER_YAML})[^/]+\.ya?ml", kubernetes.read),
)


def _unread(name: str, path: str, message: str) -> tuple[Deployment, ...]:
    problem = ReadError(path=path, message=message)
    return (Deployment(path=path, format=name, context=folder_of(path), errors=(problem,)),)


_TABLE = ReaderTable(
    readers=READERS,
    hint=re.compile(
        r"docker|compose|procfile|containerfile|gunicorn|runtime\.txt|-version|\.nvmrc|mise|ecosystem|pm2|process(?:es)?\."
        r"|\.ya?ml$|\.service$|/run$|wrangler|zappa|chalice|firebase|function\.json|task-?def|dockerrun|ebextensions"
        r"|captain-|dokku_scale|railpack|circus|supervisor|uwsgi|hypercorn|serverless|vercel|now\.json|netlify|fly|railway|nixpacks|app\.json"
    ),
    max_bytes=_MAX_BYTES,
    unread=_unread,
)


def is_deployment(path: str) -> bool:
    """Whether some reader knows files of this path."""
    return _TABLE.find(path) is not None


def read_deployments(files: Iterable[SourceFile], load: Load) -> tuple[Deployment, ...]:
    """Read every deployment file among `files`, sorted by path and context; a compose file may give several."""
    found = gunicorn_config.apply_configs([item for read in _TABLE.read(files, load) for item in read])
    return add_started(link(server_config.apply_server_configs(found)), load)
