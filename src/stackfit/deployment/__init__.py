"""Stage 2b: deployment files. One reader per file format; a new format is a new module and a new line in READERS."""

from __future__ import annotations

import re
from collections.abc import Iterable

from stackfit.deployment import compose, dockerfile, gunicorn_config, pins, pm2, procfile
from stackfit.deployment.commands import parse_command
from stackfit.deployment.reader import Load, Read, Reader, folder_of
from stackfit.model.deployment import Deployment
from stackfit.model.source import ReadError, SourceFile

__all__ = ["READERS", "Reader", "is_deployment", "parse_command", "read_deployments"]

_MAX_BYTES = 2_000_000


def _reader(name: str, pattern: str, read: Read) -> Reader:
    return Reader(name=name, pattern=re.compile(rf"(?:.*/)?(?:{pattern})"), read=read)


READERS = (
    _reader(
        "dockerfile",
        r"(?:dockerfile|containerfile)\d?|(?:dockerfile|containerfile)[-_.](?!dockerignore)[\w.-]+|[\w.-]+\.(?:dockerfile|containerfile)",
        dockerfile.read,
    ),
    _reader("compose", r"(?:docker-)?compose[\w.-]*\.ya?ml|[\w.-]*docker-compose[\w.-]*\.ya?ml", compose.read),
    _reader("procfile", r"procfile(?:\.[\w.-]+)?", procfile.read),
    _reader(
        "gunicorn", r"gunicorn(?:[-_.](?:conf|config|cfg|settings))?\.py|gunicorn[-_.][\w-]+\.py", gunicorn_config.read
    ),
    _reader(
        "pm2",
        r"(?:ecosystems?|pm2)(?:[-_.][\w.-]*)?\.(?:[cm]?js|json5?|ya?ml)|process(?:es)?\.(?:json|ya?ml)",
        pm2.read,
    ),
    _reader("pin", r"runtime\.txt|\.python-version|\.nvmrc|\.node-version", pins.read_single),
    _reader("tool-versions", r"\.tool-versions", pins.read_tool_versions),
    _reader("mise", r"\.?mise(?:\.[\w-]+)?\.toml|\.?mise/config\.toml|\.config/mise\.toml", pins.read_mise),
)

_HINT = re.compile(
    r"docker|compose|procfile|containerfile|gunicorn|runtime\.txt|-version|\.nvmrc|mise|ecosystem|pm2|process(?:es)?\."
)


def _reader_for(path: str) -> Reader | None:
    lowered = path.lower()
    if not _HINT.search(lowered):
        return None
    return next((reader for reader in READERS if reader.pattern.fullmatch(lowered)), None)


def is_deployment(path: str) -> bool:
    """Whether some reader knows files of this path."""
    return _reader_for(path) is not None


def read_deployments(files: Iterable[SourceFile], load: Load) -> tuple[Deployment, ...]:
    """Read every deployment file among `files`, sorted by path and context; a compose file may give several."""
    found = sorted(
        ((file.path, reader) for file in files if (reader := _reader_for(file.path))), key=lambda item: item[0]
    )
    read = [item for path, reader in found for item in _read_one(reader, path, load)]
    return gunicorn_config.apply_configs(read)


def _read_one(reader: Reader, path: str, load: Load) -> tuple[Deployment, ...]:
    data = load(path)
    if data is None:
        return _unread(reader, path, "cannot be read")
    if len(data) > _MAX_BYTES:
        return _unread(reader, path, f"larger than {_MAX_BYTES // 1_000_000} MB")
    try:
        return reader.read(path, data, load)
    except Exception as error:
        # One odd file must not cost the scan; the report says which file and why.
        return _unread(reader, path, f"{reader.name} reader failed: {type(error).__name__}: {error}")


def _unread(reader: Reader, path: str, message: str) -> tuple[Deployment, ...]:
    problem = ReadError(path=path, message=message)
    return (Deployment(path=path, format=reader.name, context=folder_of(path), errors=(problem,)),)
