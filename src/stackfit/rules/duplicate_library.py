"""SF702: two libraries do one job."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from stackfit.catalogue.lifecycle_packages import Job, Library, load_jobs
from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, DependencyKind, Severity
from stackfit.model.manifest import Dependency
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.dead import components
from stackfit.rules.packages import Packages, Use

_LETTERS = re.compile(r"[^a-z0-9]")


class _Choice(NamedTuple):
    """A library that production uses for a job."""

    dependency: Dependency
    use: Use


class DuplicateLibrary:
    """Two libraries do one job.

    ## What it finds

    Two or more libraries of [one job](../../profiles/lifecycles/jobs.toml) (HTTP requests, dates, logging, access to
    one kind of database, ...) that one component needs at run time and that its production code imports. Optional
    imports, development tools, tests, and libraries that do the job in another way (asynchronously instead of waiting)
    do not count. It is an information, at the line of the library that fewer files use.

    ## Why it matters

    Each library is one more to learn, to update and to watch, and the same thing behaves differently from file to file:
    other time-outs, other time zones, other error classes.
    Google's book on reliability makes [simplicity](https://sre.google/sre-book/simplicity/) a duty for that reason.

    ## Example

    Bad:

    ```json
    {"dependencies": {"axios": "^1.7.0", "got": "^14.0.0"}}
    ```

    Good:

    ```json
    {"dependencies": {"axios": "^1.7.0"}}
    ```

    ## What to do instead

    Move the few places over to the library that most files use, and drop the other. Where both have a reason, say so in
    a suppression.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF702",
        name="duplicate-library",
        severity=Severity.INFO,
        summary="Two libraries that production uses for one job",
        since="0.1.0",
        criteria=("libraries",),
        languages=(*PYTHON, *NODE),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Find, for each job, the libraries that production works with."""
        for component, packages in components(context):
            needed = {item.name: item for item in packages.declared() if item.kind is DependencyKind.RUNTIME}
            for job in load_jobs():
                if job.ecosystem is not component.component.ecosystem:
                    continue
                found = [choice for library in job.libraries if (choice := _choice(library, needed, packages))]
                if len(found) > 1 and not any(_is_adapter(choice) for choice in found):
                    yield self._report(component, job, sorted(found, key=lambda item: -item.use.files))

    def _report(self, component: ProfiledComponent, job: Job, found: list[_Choice]) -> Finding:
        kept, dropped = found[0], found[-1]
        counts = ", ".join(f"{item.dependency.name} in {item.use.files}" for item in found)
        return self.meta.finding(
            dropped.dependency.location,
            f"{len(found)} libraries for {job.what}; production files that import them: {counts}",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            hint=f"use {kept.dependency.name} throughout and drop {dropped.dependency.name}",
            symbol=dropped.dependency.name,
            related=(*kept.use.related, *dropped.use.related),
        )


def _is_adapter(choice: _Choice) -> bool:
    """Whether the one file that imports a library is named after it: one way of several behind a common face."""
    stem = choice.use.first.path.rpartition("/")[2].partition(".")[0].lower()
    name = _LETTERS.sub("", choice.dependency.name.lower())
    return choice.use.files == 1 and name in _LETTERS.sub("", stem)


def _choice(library: Library, needed: dict[str, Dependency], packages: Packages) -> _Choice | None:
    """Find the member of a family that production imports, the most used one."""
    found = []
    for name, modules in library.modules.items():
        use = packages.use(modules) if name in needed else None
        if use is not None and (not library.calls or packages.calls(modules, library.calls)):
            found.append(_Choice(needed[name], use))
    return max(found, key=lambda item: item.use.files, default=None)
