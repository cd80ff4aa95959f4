"""Source files that no manifest speaks for, and when they make a component of their own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from stackfit.components.homes import Key, nearest
from stackfit.components.sides import side_of_file
from stackfit.model.kinds import Ecosystem, Role
from stackfit.model.source import SourceFile

# A few scripts beside a project in the other language are not a component: below this share of the production lines, or
# below this many lines, they are left with the component that surrounds them.
MIN_SHARE = 0.04
MIN_LINES = 60
MIN_SERVER_SHARE = 0.1
# Page scripts are told by their imports. Nothing tells a tool in Python from a back-end: Python must be more of it all.
MIN_PYTHON_SHARE = 0.1


def stray_sides(
    code: Sequence[SourceFile],
    declared: Collection[Key],
    lines: Mapping[str, int],
    server_files: Collection[str],
    started_files: Collection[str] = (),
) -> tuple[Ecosystem, ...]:
    """The ecosystems whose code, outside every declared folder, makes a component at the root.

    JavaScript that nobody declares makes one only if enough of it is among `server_files`; the rest are page scripts.
    What production code starts (`started_files`) makes one in any case.
    """
    scope = [file for file in code if file.role is Role.PRODUCTION] or list(code)
    total = sum(lines.get(file.path, 0) for file in scope)
    found = []
    for ecosystem in Ecosystem:
        stray = [
            file for file in scope if side_of_file(file) is ecosystem and not nearest(declared, file.folder, ecosystem)
        ]
        size = sum(lines.get(file.path, 0) for file in stray)
        alone = not any(eco for _, eco in declared)
        large = size >= MIN_LINES and size >= MIN_SHARE * total
        if ecosystem is Ecosystem.PYPI:
            side = sum(lines.get(file.path, 0) for file in scope if side_of_file(file) is ecosystem)
            served = side >= MIN_PYTHON_SHARE * total
        else:
            served = _share(stray, server_files) >= MIN_SERVER_SHARE
        mixed = ecosystem is Ecosystem.NPM and size < total / 2
        started = any(file.path in started_files for file in stray)
        if stray and ((alone and not mixed) or (large and served) or started):
            found.append(ecosystem)
    return tuple(found)


def _share(files: Sequence[SourceFile], among: Collection[str]) -> float:
    """The share of `files` whose path is in `among`."""
    return sum(file.path in among for file in files) / len(files) if files else 0.0
