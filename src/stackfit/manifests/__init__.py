"""Stage 2a: manifests. One reader per file format; a new format is a new module and a new line in a table."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from stackfit.manifests import (
    bun_lock,
    conda,
    conda_lock,
    deno,
    deno_lock,
    dist_info,
    meteor,
    misnamed,
    notebook_install,
    package_json,
    package_lock,
    pdm_lock,
    pipfile,
    pipfile_lock,
    pixi,
    pnpm_lock,
    poetry_lock,
    pylock,
    pyproject,
    requirements,
    script_header,
    setup_cfg,
    setup_py,
    uv_lock,
    workspaces,
    yarn_lock,
)
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.model.source import ReadError, SourceFile
from stackfit.syntax.names import MAX_LOCKFILE_BYTES, intended_name
from stackfit.syntax.paths import Load
from stackfit.syntax.readers import Reader, ReaderTable, reader

__all__ = ["READERS", "Reader", "is_manifest", "read_manifests"]

_MAX_BYTES = 5_000_000


MANIFESTS: tuple[Reader[Manifest], ...] = (
    reader("pyproject", r"pyproject\.toml", pyproject.read),
    reader("setup-cfg", r"setup\.cfg", setup_cfg.read),
    reader("setup-py", r"setup\.py", setup_py.read),
    reader("pipfile", r"pipfile", pipfile.read),
    reader(
        "requirements",
        r"[\w.-]*requirements?[\w.-]*\.(?:txt|in|pip)|(?:pip|test)-requires|reqs?(?:[-_.][\w.-]+)?\.(?:txt|in|pip)"
        r"|(?:requirements?|reqs?|requires)/(?:[^/]+/)*[^/]+\.(?:txt|in|pip)",
        requirements.read,
    ),
    reader("conda", r"(?:conda[-_.])?env(?:ironment)?[\w.-]*\.ya?ml|(?:conda|anaconda-project)\.ya?ml", conda.read),
    reader("package-json", r"package\.json", package_json.read),
    reader("pnpm-workspace", r"pnpm-workspace\.ya?ml", workspaces.read_pnpm),
    reader("lerna", r"lerna\.json", workspaces.read_lerna),
    reader("meteor-packages", r"\.meteor/packages", meteor.read_packages),
    reader("meteor-release", r"\.meteor/release", meteor.read_release),
    reader("deno-json", r"deno\.jsonc?", deno.read),
    reader("bunfig", r"bunfig\.toml", deno.read_bunfig),
    reader("pixi", r"pixi\.toml", pixi.read),
    reader("rush", r"rush\.json", workspaces.read_rush),
    reader("nx", r"(?:nx|workspace)\.json", workspaces.read_nx),
    reader("turbo", r"turbo\.json", workspaces.read_turbo),
    reader("constraints", r"(?:[\w.-]*[-_.])?constraints?[\w.-]*\.(?:txt|in)", requirements.read),
)

LOCKFILES: tuple[Reader[Manifest], ...] = (
    reader("poetry-lock", r"poetry\.lock", poetry_lock.read),
    reader("uv-lock", r"uv\.lock|[^/]+\.py\.lock", uv_lock.read),
    reader("pdm-lock", r"pdm\.lock", pdm_lock.read),
    reader("pylock", r"pylock(?:\.[^/]+)?\.toml", pylock.read),
    reader("pipfile-lock", r"pipfile\.lock", pipfile_lock.read),
    reader("package-lock", r"package-lock\.json|npm-shrinkwrap\.json", package_lock.read),
    reader("yarn-lock", r"yarn\.lock", yarn_lock.read),
    reader("pnpm-lock", r"pnpm-lock\.ya?ml", pnpm_lock.read),
    reader("bun-lock", r"bun\.lock", bun_lock.read),
    reader("bun-lock", r"bun\.lockb", bun_lock.read_binary),
    reader("deno-lock", r"deno\.lock", deno_lock.read),
    reader("conda-lock", r"(?:[\w-]+\.)?conda-lock\.ya?ml|pixi\.lock", conda_lock.read_list),
    reader("conda-lock", r"conda-[\w-]+\.lock", conda_lock.read_explicit),
    reader("requirements-lock", r"requirements[\w.-]*\.lock", requirements.read_lock),
    reader("dist-info", r"[^/]+\.dist-info/metadata|[^/]+\.egg-info(?:/pkg-info)?", dist_info.read),
)

READERS = (*MANIFESTS, *LOCKFILES)

# Source files that hold declarations; the text index tells which of them do.
EMBEDDED: tuple[Reader[Manifest], ...] = (
    reader("script-header", r"[^/]+\.pyw?", script_header.read),
    reader("notebook-install", r"[^/]+\.ipynb", notebook_install.read),
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
    readers=MANIFESTS,
    hint=re.compile(
        r"pyproject|setup|pipfile|require|req|env|conda|package|workspace|lerna|meteor|deno|bunfig|pixi|constraint|rush"
        r"|nx\.json|turbo"
    ),
    max_bytes=_MAX_BYTES,
    unread=_unread,
)
_LOCKS = ReaderTable(
    readers=LOCKFILES, hint=re.compile(r"lock|shrinkwrap|-info"), max_bytes=MAX_LOCKFILE_BYTES, unread=_unread
)
_MISNAMED = ReaderTable(
    readers=(reader("misnamed", r"[^/]+", misnamed.read),), hint=re.compile(""), max_bytes=_MAX_BYTES, unread=_unread
)
_EMBEDDED = ReaderTable(readers=EMBEDDED, hint=re.compile(r"\.(?:pyw?|ipynb)$"), max_bytes=_MAX_BYTES, unread=_unread)


def is_manifest(path: str) -> bool:
    """Whether some reader knows files of this path."""
    return _TABLE.find(path) is not None or _LOCKS.find(path) is not None


def read_manifests(
    files: Iterable[SourceFile], load: Load, embedded: Collection[str] = frozenset()
) -> tuple[Manifest, ...]:
    """Read every manifest among `files`, sorted by path; what cannot be read is noted in the manifest's errors.

    `embedded` are the source files that may declare dependencies of their own.
    """
    listed = tuple(files)
    misnamed = [file for file in listed if file.language is None and intended_name(file.name)]
    found = [
        *_TABLE.read(listed, load),
        *_LOCKS.read(listed, load),
        *_EMBEDDED.read([file for file in listed if file.path in embedded], load),
        *_MISNAMED.read([file for file in misnamed if not is_manifest(file.path)], load),
    ]
    return tuple(sorted(found, key=lambda manifest: manifest.path))
