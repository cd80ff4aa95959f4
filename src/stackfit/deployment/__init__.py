"""Stage 2b: deployment files. One reader per file format; a new format is a new module and a new line in READERS."""

from __future__ import annotations

import re
from collections.abc import Iterable

from stackfit.deployment import compose, dockerfile, gunicorn_config, pins, pm2, procfile
from stackfit.deployment.commands import parse_command
from stackfit.model.deployment import Deployment
from stackfit.model.source import ReadError, SourceFile
from stackfit.syntax.paths import Load, folder_of
from stackfit.syntax.readers import Reader, ReaderTable, reader

__all__ = ["READERS", "Reader", "is_deployment", "parse_command", "read_deployments"]

_MAX_BYTES = 2_000_000


READERS: tuple[Reader[tuple[Deployment, ...]], ...] = (
    reader(
        "dockerfile",
        r"(?:dockerfile|containerfile)\d?|(?:dockerfile|containerfile)[-_.](?!dockerignore)[\w.-]+|[\w.-]+\.(?:dockerfile|containerfile)",
        dockerfile.read,
    ),
    reader("compose", r"(?:docker-)?compose[\w.-]*\.ya?ml|[\w.-]*docker-compose[\w.-]*\.ya?ml", compose.read),
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
)


def _unread(name: str, path: str, message: str) -> tuple[Deployment, ...]:
    problem = ReadError(path=path, message=message)
    return (Deployment(path=path, format=name, context=folder_of(path), errors=(problem,)),)


_TABLE = ReaderTable(
    readers=READERS,
    hint=re.compile(
        r"docker|compose|procfile|containerfile|gunicorn|runtime\.txt|-version|\.nvmrc|mise|ecosystem|pm2|process(?:es)?\."
    ),
    max_bytes=_MAX_BYTES,
    unread=_unread,
)


def is_deployment(path: str) -> bool:
    """Whether some reader knows files of this path."""
    return _TABLE.find(path) is not None


def read_deployments(files: Iterable[SourceFile], load: Load) -> tuple[Deployment, ...]:
    """Read every deployment file among `files`, sorted by path and context; a compose file may give several."""
    return gunicorn_config.apply_configs([item for found in _TABLE.read(files, load) for item in found])
