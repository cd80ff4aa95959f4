"""SF704: code imports a module that newer versions of Python do not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.catalogue.lifecycle_packages import GoneModule, load_gone_modules
from stackfit.catalogue.lifecycles import numbers
from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence, Runtime, Severity
from stackfit.model.source import Location, split_lines
from stackfit.rules.base import PYTHON, Context, RuleMeta
from stackfit.rules.dead import components
from stackfit.rules.modules import resolve_python

_NAMED = 4
_PYTHON_2 = frozenset(
    {"urllib2", "urlparse", "ConfigParser", "cStringIO", "httplib", "cPickle", "cookielib", "xmlrpclib"}
)
_VERSIONS = re.compile(r"py_?[23](?!\d)|version_info|python_version|hexversion", re.IGNORECASE)


class RemovedModule:
    """A module of the standard library is gone from newer versions of Python.

    ## What it finds

    Imports of modules that Python 3.12 or 3.13 dropped (`imp`, `asyncore`, `distutils`, `cgi`, `telnetlib`, `audioop`,
    ...; [the list](../../profiles/lifecycles/modules.toml)) in production code for Python 3. It is a warning where
    production runs such a version, an information elsewhere: the code holds the project back on a version whose
    support ends. Imports that the code can do without (`try`/`except ImportError`), branches for one version of
    Python, modules of the project's own, and modules that a declared package brings back are left alone. One finding
    for each module; the other places are named beside it.

    ## Why it matters

    The import fails as soon as the interpreter is updated:
    [PEP 594](https://peps.python.org/pep-0594/) says why most of these modules went and what to use.

    ## Example

    Bad:

    ```python
    import telnetlib
    ```

    Good:

    ```python
    import telnetlib3
    ```

    ## What to do instead

    Take what the hint names, or declare a package that brings the module back until there is time for more.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF704",
        name="removed-standard-module",
        severity=Severity.WARNING,
        summary="A module that newer versions of Python do not have",
        since="0.1.0",
        criteria=("libraries", "community"),
        languages=PYTHON,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look for imports of such modules."""
        gone = load_gone_modules()
        for component, _ in components(context):
            if component.runtime is not Runtime.PYTHON or _is_python_2(component, context):
                continue
            declared = {item.name for item in component.component.dependencies}
            for name, places in sorted(_imports(component, frozenset(gone), context).items()):
                # Such a package is often asked for on new versions only, which is as it should be.
                if declared.isdisjoint(gone[name].backports):
                    yield self._report(component, gone[name], places)

    def _report(self, component: ProfiledComponent, module: GoneModule, found: list[Location]) -> Finding:
        runs = component.runtime_version or ""
        breaks = numbers(runs)[:2] >= numbers(module.gone)
        where = f", and production runs {runs}" if breaks else ""
        return self.meta.finding(
            found[0],
            f"the standard library has no {module.name} from Python {module.gone} on{where}",
            confidence=Confidence.DEFINITE,
            severity=Severity.WARNING if where else Severity.INFO,
            component=component.component.path,
            hint=module.advice,
            symbol=module.name,
            related=tuple(Related(location=item, what="imported here too") for item in found[1:_NAMED]),
        )


def _is_python_2(component: ProfiledComponent, context: Context) -> bool:
    """Whether some code needs modules that only Python 2 had, so that newer ones are the least of its troubles."""
    return bool(_imports(component, _PYTHON_2, context))


def _imports(component: ProfiledComponent, names: frozenset[str], context: Context) -> dict[str, list[Location]]:
    """Find where production needs modules of these names that are not the project's own."""
    places: dict[str, list[Location]] = {}
    for file in context.files(component, names, PYTHON):
        facts = context.facts(file.path)
        for item in facts.imports if facts is not None else ():
            name = item.module.partition(".")[0]
            if name not in names or item.typing_only or item.guarded or resolve_python(file.path, name, context):
                continue
            if not _for_one_version(split_lines(context.text(file.path) or ""), item.line):
                places.setdefault(name, []).append(Location(path=file.path, line=item.line, column=item.column))
    return places


def _for_one_version(lines: list[str], number: int) -> bool:
    """Whether a line stands in a branch or function for some versions of Python only."""
    indent = _indent(lines[number - 1])
    for line in reversed(lines[: number - 1]):
        if line.strip() and _indent(line) < indent:
            indent = _indent(line)
            if _VERSIONS.search(line) or line.lstrip().startswith("else"):
                return True
    return False


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
