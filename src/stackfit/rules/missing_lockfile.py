"""SF1003: a service is installed without a lockfile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding
from stackfit.model.kinds import ComponentKind, Confidence, DependencyKind, Ecosystem, Severity
from stackfit.model.manifest import Dependency
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.dead import components
from stackfit.syntax.names import is_lockfile

_EXACT = re.compile(r"\s*={2,3}\s*[^*,\s]+|=\d+(?:\.\d+){2,}|@.*", re.DOTALL)  # "=1.2.3" is conda's
_METEOR = ".meteor/versions"
_PYTHON_LOCK = re.compile(r"poetry|uv|pdm|pipfile|pylock|conda|pixi|requirements|\.py\.lock")


class MissingLockfile:
    """A service has no lockfile.

    ## What it finds

    Services whose manifest names packages to install by ranges while no lockfile stands beside it or in a folder above.
    Requirements of which most are fixed to exact versions count as locked, and so does Meteor's own list of versions.
    Libraries, tools, pages, programs that are themselves published in a registry, and the requirements of optional
    parts (in a folder of a packed project, with nothing that starts them) are left alone. It is an information.

    ## Why it matters

    Each build installs what is newest that day: two builds of one commit differ, a broken or hijacked release of any
    package below arrives unasked, and going back to yesterday's commit does not bring back yesterday's program. See
    [npm on package-lock.json](https://docs.npmjs.com/cli/configuring-npm/package-lock-json).

    ## Example

    Bad:

    ```text
    package.json
    server.js
    ```

    Good:

    ```text
    package.json
    package-lock.json
    server.js
    ```

    ## What to do instead

    Commit the lockfile that the package manager writes (npm, Yarn, pnpm, Bun; uv, Poetry, PDM, or `pip-compile` for
    plain requirements), and let production install from it (`npm ci`, `uv sync --frozen`).
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF1003",
        name="missing-lockfile",
        severity=Severity.INFO,
        summary="A service that is installed without a lockfile",
        since="0.1.0",
        criteria=("community",),
        languages=(*PYTHON, *NODE),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look for services that declare ranges and have no lockfile."""
        for component, _ in components(context):
            if component.kind is not ComponentKind.SERVICE or _is_published(component) or _is_part(component, context):
                continue
            needed = [item for item in component.component.dependencies if item.kind is DependencyKind.RUNTIME]
            loose = _loose(needed)
            if loose and not _is_locked(component, context):
                yield self._report(component, loose, len({item.name for item in needed}))

    def _report(self, component: ProfiledComponent, loose: list[Dependency], count: int) -> Finding:
        paths = [item.location.path for item in loose]
        path = max(dict.fromkeys(paths), key=paths.count)
        name = path.rpartition("/")[2]
        number = len({item.name for item in loose})
        packages = f"its {count} packages" if count > 1 else "its package"
        what = packages if number == count else f"{number} of {packages}"
        python = component.component.ecosystem is Ecosystem.PYPI
        tool = "conda-lock" if name.endswith((".yml", ".yaml")) else "uv lock, or pip-compile"
        hint = f"commit a lockfile ({tool})" if python else "commit the lockfile of the package manager"
        return self.meta.finding(
            next(item.location for item in loose if item.location.path == path),
            f"no lockfile goes with {name}: each build resolves {what} anew",
            confidence=Confidence.DEFINITE,
            component=component.component.path,
            hint=hint,
            symbol=name,
        )


def _is_published(component: ProfiledComponent) -> bool:
    """Whether a registry carries the component: whoever installs it from there gets no lockfile."""
    for manifest in component.component.manifests:
        described = any(flag.startswith("classifier:") for flag in manifest.flags)
        installs = bool(manifest.entry_points) and manifest.version and "private" not in manifest.flags
        if described or (manifest.format == "package-json" and installs):
            return True
    return False


def _is_part(component: ProfiledComponent, context: Context) -> bool:
    """Whether bare requirements are those of an optional part: below a packed project, and nothing starts them."""
    own = component.component
    if any(item.name for item in own.manifests) or any(command.production for command in own.commands):
        return False
    above = (item for item in context.components if own.path.startswith(f"{item.component.path}/"))
    return any(manifest.name for item in above for manifest in item.component.manifests)


def _loose(needed: list[Dependency]) -> list[Dependency]:
    """List what is not fixed to one version anywhere; none where most is, for such a list is a lock of its own kind.

    Exact versions in package.json fix the direct packages only.
    """
    if any(item.ecosystem is Ecosystem.NPM for item in needed):
        return needed
    fixed = {item.name for item in needed if _EXACT.fullmatch(item.specifier)}
    loose = [item for item in needed if item.name not in fixed]
    return loose if len({item.name for item in loose}) > len(fixed) else []


def _is_locked(component: ProfiledComponent, context: Context) -> bool:
    """Whether a lockfile of the component's registry was read, or lies in its folder or one above."""
    if any(item.locked for item in component.component.manifests if item.ecosystem is component.component.ecosystem):
        return True
    python = component.component.ecosystem is Ecosystem.PYPI
    folders = set(_upwards(component.component.path))
    for path in context.paths:
        folder, _, name = path.rpartition("/")
        if folder in folders and is_lockfile(name) and bool(_PYTHON_LOCK.search(name.lower())) is python:
            return True
    return not python and any(context.exists(f"{folder}/{_METEOR}".lstrip("/")) for folder in folders)


def _upwards(path: str) -> Iterator[str]:
    folder = "" if path == "." else path
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""
