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
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.model.source import ReadError, SourceFile
from stackfit.syntax.paths import Load
from stackfit.syntax.readers import Reader, ReaderTable, reader

__all__ = ["READERS", "Reader", "is_manifest", "read_manifests"]

_MAX_BYTES = 5_000_000


READERS: tuple[Reader[Manifest], ...] = (
    reader("pyproject", r"pyproject\.toml", pyproject.read),
    reader("setup-cfg", r"setup\.cfg", setup_cfg.read),
    reader("setup-py", r"setup\.py", setup_py.read),
    reader("pipfile", r"pipfile", pipfile.read),
    reader(
        "requirements",
        r"(?:[\w.-]*[-_.])?requirements?[\w.-]*\.(?:txt|in|pip)|requirements/(?:[^/]+/)*[^/]+\.(?:txt|in|pip)",
        requirements.read,
    ),
    reader("conda", r"(?:conda[-_.])?env(?:ironment)?[\w.-]*\.ya?ml|conda\.ya?ml", conda.read),
    reader("package-json", r"package\.json", package_json.read),
    reader("pnpm-workspace", r"pnpm-workspace\.ya?ml", workspaces.read_pnpm),
    reader("lerna", r"lerna\.json", workspaces.read_lerna),
    reader("meteor-packages", r"\.meteor/packages", meteor.read_packages),
    reader("meteor-release", r"\.meteor/release", meteor.read_release),
    reader("deno-json", r"deno\.jsonc?", deno.read),
    reader("bunfig", r"bunfig\.toml", deno.read_bunfig),
)


def _unread(name: str, path: str, message: str) -> Manifest:
    return Manifest(
        path=path,
        format=name,
        ecosystem=Ecosystem.PYPI,
        declares_component=False,
        errors=(ReadError(path=path, message=message),),
    )


_TABLE = ReaderTable(
    readers=READERS,
    hint=re.compile(r"pyproject|setup|pipfile|require|env|conda|package|workspace|lerna|meteor|deno|bunfig"),
    max_bytes=_MAX_BYTES,
    unread=_unread,
)


def is_manifest(path: str) -> bool:
    """Whether some reader knows files of this path."""
    return _TABLE.find(path) is not None


def read_manifests(files: Iterable[SourceFile], load: Load) -> tuple[Manifest, ...]:
    """Read every manifest among `files`, sorted by path; what cannot be read is noted in the manifest's errors."""
    return tuple(_TABLE.read(files, load))
