"""SF701: a dependency that its makers, or the registry, tell people not to use any more."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence, Severity
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.dead import ABANDONED, Dead, components, dead_packages, instead, milder
from stackfit.rules.ended_framework import find_ended
from stackfit.rules.packages import DEVELOPMENT, Packages

_WORDS = {
    "deprecated": "is deprecated",
    "renamed": "goes on under another name",
    "superseded": "is not needed any more",
    "legacy": "is only kept alive, and its makers send new users elsewhere",
    "archived": "is archived",
    "unmaintained": "is not maintained any more",
}
_SECURITY = re.compile(r"CVE-|vulnerab|secur|malicious|exploit", re.IGNORECASE)
_HARMLESS = ("superseded", "legacy")
_LONGEST = 140
_NAMED = 6
_ADVISED = 3


class DeprecatedDependency:
    """A dependency is deprecated.

    ## What it finds

    Packages in a manifest that their makers tell people not to use any more: those of
    [our list](../../profiles/lifecycles/packages.toml), which says for each since when, by what source and what to take
    instead, and those whose installed version the lockfile itself marks as deprecated (package-lock.json,
    pnpm-lock.yaml). What production code imports, or a framework loads by name, is a warning where the package is
    deprecated, an information where it only goes on under another name, is not needed any more, or only the installed
    version is marked (a warning if the mark speaks of a security hole). Optional dependencies are informations. What
    serves development, or is declared and never imported, is one information for the whole component. What only older
    versions of Python need (an environment marker), and forks under the same name, are left alone.

    ## Why it matters

    Nobody mends a deprecated package: holes stay open, and one day it no longer installs on the next runtime.
    [request](https://github.com/request/request/issues/3142) is the best known case.

    ## Example

    Bad:

    ```json
    {"dependencies": {"request": "^2.88.0"}}
    ```

    Good:

    ```json
    {"dependencies": {"undici": "^7.0.0"}}
    ```

    ## What to do instead

    Take what the hint names; it prefers what the project already has.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF701",
        name="deprecated-dependency",
        severity=Severity.WARNING,
        summary="A dependency that its makers tell people not to use any more",
        since="0.1.0",
        criteria=("libraries", "community"),
        languages=(*PYTHON, *NODE),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look each declared package up, in the data and in the lockfile."""
        for component, packages in components(context):
            found = list(dead_packages(packages, context))
            yield from (
                self._report(component, packages, dead)
                for dead in found
                if dead.at_work and dead.package.kind not in ABANDONED
            )
            told = {dead.dependency.name for dead in found}
            told |= {item.name for item in packages.declared() if find_ended(packages, item, context.as_of) is not None}
            yield from self._report_marks(component, packages, told)
            yield from self._report_idle(component, packages, [dead for dead in found if not dead.at_work])

    def _report(self, component: ProfiledComponent, packages: Packages, dead: Dead) -> Finding:
        kind = dead.package.kind
        severity = Severity.WARNING if kind == "deprecated" else Severity.INFO
        used = f"; {dead.use.words}" if dead.use is not None else ""
        old = f" below {'.'.join(map(str, dead.package.below))}" if dead.package.below else ""
        return self.meta.finding(
            dead.dependency.location,
            f"{dead.package.name}{old} {_WORDS[kind]} (since {dead.package.since}){used}",
            confidence=Confidence.DEFINITE if dead.use is not None else Confidence.PROBABLE,
            severity=milder(component, dead.dependency, severity),
            component=component.component.path,
            hint=instead(dead.package, packages),
            symbol=dead.package.name,
            related=dead.use.related if dead.use is not None else (),
        )

    def _report_marks(
        self, component: ProfiledComponent, packages: Packages, known: Collection[str]
    ) -> Iterator[Finding]:
        """Report what production imports and the lockfile marks as deprecated in the installed version."""
        for dependency in packages.declared():
            marks = [item.deprecated for item in packages.locked(dependency)]
            if not marks or not all(marks) or dependency.name in known or dependency.kind in DEVELOPMENT:
                continue
            use = packages.use((dependency.name,))
            if use is None:
                continue
            severity = Severity.WARNING if _SECURITY.search(marks[0]) else Severity.INFO
            yield self.meta.finding(
                dependency.location,
                f"{dependency.name} {packages.version(dependency)} is marked as deprecated: {_shortened(marks[0])}",
                confidence=Confidence.DEFINITE,
                severity=milder(component, dependency, severity),
                component=component.component.path,
                hint="update it, or do what its makers' note says",
                symbol=dependency.name,
                related=use.related,
            )

    def _report_idle(self, component: ProfiledComponent, packages: Packages, idle: Sequence[Dead]) -> Iterator[Finding]:
        """Make one note of all that production does not import."""
        worth = [dead for dead in idle if dead.package.kind not in _HARMLESS]
        worth.sort(key=lambda dead: (dead.dependency.location, dead.package.name))
        if not worth:
            return
        names = [dead.package.name for dead in worth]
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        are, them = ("is", "it") if len(names) == 1 else ("are", "them")
        yield self.meta.finding(
            worth[0].dependency.location,
            f"{', '.join(names[:_NAMED])}{more} {are} deprecated or dead; production does not import {them}",
            confidence=Confidence.DEFINITE,
            severity=Severity.INFO,
            component=component.component.path,
            hint="; ".join(f"{dead.package.name}: {instead(dead.package, packages)}" for dead in worth[:_ADVISED]),
            symbol=component.component.path,
            related=tuple(
                Related(location=dead.dependency.location, what=f"{dead.package.name} {_WORDS[dead.package.kind]}")
                for dead in worth[1:]
            ),
        )


def _shortened(mark: str) -> str:
    text = " ".join(mark.split()).strip("'\"")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
