"""Which dead packages a component declares, whether its production code works with them, and what to take instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from stackfit.catalogue.lifecycle_packages import DeadPackage
from stackfit.model.component import ProfiledComponent
from stackfit.model.kinds import ComponentKind, DependencyKind, Ecosystem, Role, Severity
from stackfit.model.manifest import Dependency
from stackfit.rules.base import Context
from stackfit.rules.packages import DEVELOPMENT, Packages, Use

ABANDONED = ("archived", "unmaintained")
"""Kinds of packages that nobody looks after, whatever their makers say."""

_WORDS = re.compile(r"[^a-z0-9]+")
_QUIET_KINDS = (ComponentKind.NOTEBOOK, ComponentKind.TOOLING, ComponentKind.FIRMWARE)


class Dead(NamedTuple):
    """A declared package that the data knows to be dead; `use` is None where production code does not import it."""

    package: DeadPackage
    dependency: Dependency
    use: Use | None

    @property
    def at_work(self) -> bool:
        """Whether production needs it."""
        return self.use is not None or (self.package.plugin and self.dependency.kind not in DEVELOPMENT)


def components(context: Context) -> Iterator[tuple[ProfiledComponent, Packages]]:
    """Yield the components that are not only tests or examples."""
    for component in context.components:
        if component.component.role is Role.PRODUCTION:
            yield component, Packages(component, context)


def dead_packages(packages: Packages, context: Context) -> Iterator[Dead]:
    """Yield the dead packages among what a component declares."""
    known = context.dead_packages
    for dependency in packages.declared():
        package = known.get((dependency.ecosystem, dependency.name))
        if package is None or not package.is_dead(context.as_of, packages.newest(dependency)):
            continue
        use = packages.use(package.modules) if dependency.kind not in DEVELOPMENT else None
        spared = _may_serve_others(dependency, package) or packages.tries(package.modules)
        if use is not None or not spared:
            yield Dead(package, dependency, use)


def _may_serve_others(dependency: Dependency, package: DeadPackage) -> bool:
    """Whether an unused line of a Python requirements file may only pin what another package needs."""
    pinned = dependency.ecosystem is Ecosystem.PYPI and dependency.specifier.startswith("==")
    return pinned and (not package.plugin or package.kind == "superseded")


def instead(package: DeadPackage, packages: Packages) -> str:
    """Say what to take instead of a package: the first thing that the project already has, else all that is usual."""
    has = next((name for name in package.use if name in packages.names), "")
    if package.prefix:
        has = has or next((name for name in sorted(packages.names) if name.startswith(package.prefix)), "")
    if has:
        return f"use {has}, which the project already has"
    return package.advice or (f"use {' or '.join(package.use)}" if package.use else "find another package")


def milder(component: ProfiledComponent, dependency: Dependency, severity: Severity) -> Severity:
    """Give a severity: a note where the component is no product, can do without the dependency or is made for it."""
    quiet = component.kind in _QUIET_KINDS or dependency.kind is not DependencyKind.RUNTIME
    names = (item.name.lower() for item in component.component.manifests)
    quiet = quiet or any(dependency.name in _WORDS.split(name) for name in names)
    return Severity.INFO if quiet else severity
