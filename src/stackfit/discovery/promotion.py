"""When examples or tools are the product: in a repository whose code is (nearly) nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from stackfit.discovery.roles import SOURCE_FOLDERS
from stackfit.model.kinds import Role
from stackfit.model.source import SourceFile


def promote(files: Sequence[SourceFile]) -> tuple[SourceFile, ...]:
    """Read the examples, or the tools, as production where there is (nearly) nothing else."""
    promoted = promoted_roles([file for file in files if file.language])
    return tuple(replace(file, role=Role.PRODUCTION) if file.role in promoted else file for file in files)


def promoted_roles(code: Sequence[SourceFile]) -> frozenset[Role]:
    """Roles to be read as production. Examples of a package show how to use it, however many they are."""
    total = dict.fromkeys(Role, 0)
    for file in code:
        total[file.role] += file.size
    shown, production = total[Role.EXAMPLE], total[Role.PRODUCTION]
    packaged = any(file.role is Role.PRODUCTION and _is_packaged(file.path) for file in code)
    if shown and shown > 9 * production and not packaged:
        return frozenset({Role.EXAMPLE})
    if total[Role.TOOLING] and not production and not shown:
        return frozenset({Role.TOOLING})
    return frozenset()


def _is_packaged(path: str) -> bool:
    """Whether a file makes its folder an importable Python package, or stands in a folder for source."""
    *folders, name = path.split("/")
    return name == "__init__.py" or not SOURCE_FOLDERS.isdisjoint(folders)
