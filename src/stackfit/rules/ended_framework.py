"""SF604: an application stands on a generation of its framework that nobody looks after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from stackfit.catalogue.lifecycles import Generation, Lifecycle, load_frameworks
from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding
from stackfit.model.kinds import ComponentKind, Confidence, DependencyKind, Ecosystem, Severity
from stackfit.model.manifest import Dependency
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.dead import components
from stackfit.rules.packages import DEVELOPMENT, Packages

_PRODUCTS = (ComponentKind.SERVICE, ComponentKind.APP, ComponentKind.SPA, ComponentKind.CLI)


class EndedFramework:
    """The framework's generation is past its end of life.

    ## What it finds

    Applications on a generation of their framework that gets no fixes any more, security fixes included: Django, Flask,
    Wagtail, Angular, AngularJS, Electron, Express, Fastify, Next.js, Nuxt, Quasar, Socket.IO, Strapi and Vue, with
    sourced [dates](../../profiles/lifecycles/frameworks.toml). The version is the one that the lockfile resolves, else
    the newest that the declared range allows; a range without upper end says nothing. The day is that of `--as-of`.
    Libraries get an information, and what a library only asks its users to have (a peer dependency) is left alone.

    ## Why it matters

    Holes found later are published and not mended, and plug-ins move on: the longer the wait, the larger the step.
    [Django's supported versions](https://www.djangoproject.com/download/#supported-versions) show how such dates look.

    ## Example

    Bad:

    ```text
    Django>=2.2,<3.0
    ```

    Good:

    ```text
    Django>=5.2,<5.3
    ```

    ## What to do instead

    Move to a generation that is looked after (the hint names them), one at a time where the makers' guides say so.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF604",
        name="ended-framework",
        severity=Severity.WARNING,
        summary="A generation of a framework that gets no fixes any more",
        since="0.1.0",
        criteria=("extensibility", "community"),
        languages=(*PYTHON, *NODE),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look the version of each declared framework up."""
        for component, packages in components(context):
            for dependency in packages.declared():
                ended = find_ended(packages, dependency, context.as_of)
                finding = self._report(component, packages, dependency, *ended, context) if ended is not None else None
                if finding is not None:
                    yield finding

    def _report(
        self,
        component: ProfiledComponent,
        packages: Packages,
        dependency: Dependency,
        framework: Lifecycle,
        generation: Generation,
        context: Context,
    ) -> Finding | None:
        module = dependency.name.replace("-", "_") if dependency.ecosystem is Ecosystem.PYPI else dependency.name
        use = packages.use((module,))
        if use is None and not framework.started:
            return None
        alive = ", ".join(item.version for item in framework.supported(context.as_of))
        advice = framework.advice or f"move to a generation that is looked after ({alive or 'the newest'})"
        return self.meta.finding(
            dependency.location,
            f"{framework.name} {packages.version(dependency)} is past its end of life ({generation.ends})",
            confidence=Confidence.DEFINITE if packages.locked(dependency) else Confidence.PROBABLE,
            severity=Severity.WARNING if component.kind in _PRODUCTS else Severity.INFO,
            component=component.component.path,
            hint=advice,
            symbol=dependency.name,
            related=use.related if use is not None else (),
        )


def find_ended(packages: Packages, dependency: Dependency, as_of: date) -> tuple[Lifecycle, Generation] | None:
    """Find the framework that a dependency is, and the generation it may be of at best, if that is past its end."""
    framework = load_frameworks().get((dependency.ecosystem, dependency.name))
    newest = packages.newest(dependency) if framework is not None and _ships(dependency, framework) else None
    generation = framework.newest_below(newest) if framework is not None and newest is not None else None
    if framework is None or generation is None or not generation.has_ended(as_of):
        return None
    return framework, generation


def _ships(dependency: Dependency, framework: Lifecycle) -> bool:
    """Whether a product comes with what it declares; the version of a peer is the business of who uses the library."""
    if dependency.kind is DependencyKind.PEER:
        return False
    return dependency.kind not in DEVELOPMENT or framework.shipped
