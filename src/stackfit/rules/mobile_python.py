"""SF901: an app for phones that is written in Python."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence, Ecosystem, Severity
from stackfit.model.source import Location, split_lines
from stackfit.rules.base import PYTHON, Context, RuleMeta

_SPEC = "buildozer.spec"
_TARGETS = re.compile(
    r"[ \t]{0,8}(?:android\.(?:permissions|api|minapi|archs?|ndk)|ios\.\w{1,40}|p4a\.\w{1,40})[ \t]*="
)
_BRIEFCASE = re.compile(r"\[tool\.briefcase\.app\.[\w\"'-]{1,80}\.(?:android|iOS)\b")
_MODULES = frozenset({"jnius", "android.permissions", "android.runnable", "android.storage", "pyobjus", "plyer"})
_TOOLKITS = {"kivy": "Kivy", "kivymd": "KivyMD", "toga": "Toga"}


class MobileAppFromPython:
    """A product for phones is written in Python.

    ## What it finds

    An app built on Kivy, KivyMD or Toga that is packed for Android or iOS: a `buildozer.spec` with Android or iOS
    settings, or a Briefcase configuration with a table for one of them. It is an information, at the line that says so.
    Programs for the desktop with the same toolkits are left alone.

    ## Why it matters

    Neither system ships a Python interpreter. The app carries one, with its libraries compiled for each processor
    ([python-for-android](https://python-for-android.readthedocs.io/en/latest/quickstart/),
    [Briefcase](https://briefcase.readthedocs.io/en/stable/reference/platforms/)): it is larger and starts
    later, each package with native code needs a recipe, and new demands of the stores arrive late. JavaScript has
    several frameworks for phones that are widely used.

    ## Example

    Bad:

    ```ini
    # buildozer.spec of an app that is to reach every phone
    requirements = python3,kivy
    android.api = 33
    ```

    Good:

    ```text
    server/   Python: the rules and the data, behind an API
    mobile/   React Native, Flutter or a web app that calls it
    ```

    ## What to do instead

    For a tool with known users, Python may be all you need. For a product, keep Python on the server and write the part
    on the phone with what the phone supports, or make it a web app that can be installed.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF901",
        name="mobile-app-from-python",
        severity=Severity.INFO,
        summary="An app for phones that is written in Python",
        since="0.1.0",
        criteria=("universality",),
        languages=PYTHON,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Join the toolkit in the code with the configuration that packs it for phones."""
        for component in context.components:
            toolkit = _toolkit(component)
            place = _packed_for_phones(component, context) if toolkit else None
            if place is not None:
                yield self._report(component, context, toolkit, place)

    def _report(self, component: ProfiledComponent, context: Context, toolkit: str, place: Location) -> Finding:
        return self.meta.finding(
            place,
            f"An app for phones is built in Python with {_TOOLKITS[toolkit]}",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            hint="keep Python on the server, and give the phone an app of its own or one in the browser",
            related=tuple(_bridges(component, context))[:1],
        )


def _toolkit(component: ProfiledComponent) -> str:
    """Name the toolkit that the production code of a Python component is built on."""
    if component.component.ecosystem is not Ecosystem.PYPI:
        return ""
    used = {use.id for use in component.technologies if use.files and use.production}
    return next((name for name in _TOOLKITS if name in used), "")


def _packed_for_phones(component: ProfiledComponent, context: Context) -> Location | None:
    """Find the line that packs a component for Android or iOS."""
    folder = "" if component.component.path == "." else f"{component.component.path}/"
    for name, pattern in ((_SPEC, _TARGETS), ("pyproject.toml", _BRIEFCASE)):
        text = context.text(folder + name) if context.exists(folder + name) else None
        for number, line in enumerate(split_lines(text or ""), 1):
            if pattern.match(line):
                return Location(path=folder + name, line=number)
    return None


def _bridges(component: ProfiledComponent, context: Context) -> Iterator[Related]:
    """Find code that calls the phone's own system."""
    for file in context.files(component, _MODULES, PYTHON):
        facts = context.facts(file.path)
        for item in facts.imports if facts is not None else ():
            if item.module in _MODULES:
                place = Location(path=file.path, line=item.line)
                yield Related(location=place, what=f"{item.module} speaks to the phone")
