"""SF1002: production code works with a package that nobody looks after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Severity
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.dead import ABANDONED, components, dead_packages, instead, milder

_WORDS = {"archived": "has been archived", "unmaintained": "has had no maintainer"}


class UnmaintainedDependency:
    """Production works with a package that nobody maintains.

    ## What it finds

    Declared packages that production code imports (or that a framework loads by name, as Django does with apps) and
    that nobody looks after: the repository is archived, or the last release is years old and faults go unanswered.
    [Our list](../../profiles/lifecycles/packages.toml) says since when and by what source. What its makers call
    deprecated is SF701; what only development uses is one note there.

    ## Why it matters

    The next version of Python or Node.js, or the next security hole, finds nobody to adapt the package, and the work
    falls to its users at an hour they do not choose. OWASP counts unmaintained software among the
    [ten risks of open source](https://owasp.org/www-project-open-source-software-top-10/).

    ## Example

    Bad:

    ```text
    pycrypto==2.6.1
    ```

    Good:

    ```text
    pycryptodome==3.23.0
    ```

    ## What to do instead

    Take what the hint names; it prefers what the project already has. Where nothing replaces the package, keep a copy
    that somebody of the team answers for.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF1002",
        name="unmaintained-dependency",
        severity=Severity.WARNING,
        summary="Production works with a package that nobody maintains",
        since="0.1.0",
        criteria=("community", "libraries"),
        languages=(*PYTHON, *NODE),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look each declared package up and ask whether production needs it."""
        for component, packages in components(context):
            for dead in dead_packages(packages, context):
                if dead.package.kind not in ABANDONED or not dead.at_work:
                    continue
                used = f"; {dead.use.words}" if dead.use is not None else ""
                yield self.meta.finding(
                    dead.dependency.location,
                    f"{dead.package.name} {_WORDS[dead.package.kind]} since {dead.package.since}{used}",
                    confidence=Confidence.DEFINITE if dead.use is not None else Confidence.PROBABLE,
                    severity=milder(component, dead.dependency, Severity.WARNING),
                    component=component.component.path,
                    hint=instead(dead.package, packages),
                    symbol=dead.package.name,
                    related=dead.use.related if dead.use is not None else (),
                )
