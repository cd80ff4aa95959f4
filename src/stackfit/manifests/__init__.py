"""Stage 2a: manifests. One reader per file format; a new format is a new module and a new line in READERS."""

from __future__ import annotations

import re
from collections.abc import Iterable

from stackfit.manifests import (
    conda,
    deno,
    meteor,
    package_json,
    pipfile,
    pyproject,
    requirements,
    setup_cfg,
    setup_py,
    workspaces,
)
from stackfit.manifests.reader import Load, Read, Reader
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.model.source import ReadError, SourceFile

__all__ = ["READERS", "Reader", "is_manifest", "read_manifests"]

_MAX_BYTES = 5_000_000


def _reader(name: str, pattern: str, read: Read) -> Reader:
    return Reader(name=name, pattern=re.compile(rf"(?:.*/)?(?:{pattern})"), read=read)


READERS = (
    _reader("pyproject", r"pyproject\.toml", pyproject.read),
    _reader("setup-cfg", r"setup\.cfg", setup_cfg.read),
    _reader("setup-py", r"setup\.py", setup_py.read),
    _reader("pipfile", r"pipfile", pipfile.read),
    _reader(
        "requirements",
        r"(?:[\w.-]*[-_.])?requirements?[\w.-]*\.(?:txt|in|pip)|requirements/(?:[^/]+/)*[^/]+\.(?:txt|in|pip)",
        requirements.read,
    ),
    _reader("conda", r"(?:conda[-_.])?env(?:ironment)?[\w.-]*\.ya?ml|conda\.ya?ml", conda.read),
    _reader("package-json", r"package\.json", package_json.read),
    _reader("pnpm-workspace", r"pnpm-workspace\.ya?ml", workspaces.read_pnpm),
    _reader("lerna", r"lerna\.json", workspaces.read_lerna),
    _reader("meteor-packages", r"\.meteor/packages", meteor.read_packages),
    _reader("meteor-release", r"\.meteor/release", meteor.read_release),
    _reader("deno-json", r"deno\.jsonc?", deno.read),
    _reader("bunfig", r"bunfig\.toml", deno.read_bunfig),
)

# Most paths of a repository are no manifest: one search for a tell-tale word is cheaper than thirteen patterns.
_HINT = re.compile(r"pyproject|setup|pipfile|require|env|conda|package|workspace|lerna|meteor|deno|bunfig")


def _reader_for(path: str) -> Reader | None:
    lowered = path.lower()
    if not _HINT.search(lowered):
        return None
    return next((reader for reader in READERS if reader.pattern.fullmatch(lowered)), None)


def is_manifest(path: str) -> bool:
    """Whether some reader knows files of this path."""
    return _reader_for(path) is not None


def read_manifests(files: Iterable[SourceFile], load: Load) -> tuple[Manifest, ...]:
    """Read every manifest among `files`, sorted by path; what cannot be read is noted in the manifest's errors."""
    found = [(file.path, reader) for file in files if (reader := _reader_for(file.path))]
    return tuple(_read_one(reader, path, load) for path, reader in sorted(found, key=lambda item: item[0]))


def _read_one(reader: Reader, path: str, load: Load) -> Manifest:
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


def _unread(reader: Reader, path: str, message: str) -> Manifest:
    return Manifest(
        path=path,
        format=reader.name,
        ecosystem=Ecosystem.PYPI,
        declares_component=False,
        errors=(ReadError(path=path, message=message),),
    )
