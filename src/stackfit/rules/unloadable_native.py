"""SF603: native code under a runtime that cannot load it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.catalogue.runtime_limits import find_limit, load_limits
from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import FileFacts
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Runtime, Severity
from stackfit.model.source import Location, split_lines
from stackfit.rules.base import NODE, Context, RuleMeta

_EDGE = re.compile(r"\bruntime\b[^\n]{0,40}=\s{0,4}[\"'](?:edge|experimental-edge)[\"']")

_ROUTE = re.compile(
    r"(?:^|/)pages/|(?:^|/)(?:route|page|layout|template|default|middleware|proxy|opengraph-image|twitter-image|icon"
    r"|apple-icon|sitemap|robots|manifest)\d?\.\w+$"
)
"""The files of which Next.js reads `runtime`."""


class UnloadableNativeCode:
    """Native code is imported under a runtime that cannot load it.

    ## What it finds

    Imports of packages that are written in C or another compiled language (sharp, bcrypt, better-sqlite3 ...) in a
    route, page or middleware of Next.js with `runtime = "edge"`. An import in a `try` that allows for failure is left
    alone, as is `runtime` in other files, where Next.js does not read it.

    ## Why it matters

    The code fails when it is built or when the route is asked for: an edge runtime is a V8 isolate without files or
    native add-ons ([Next.js](https://nextjs.org/docs/app/api-reference/edge)). Every later wish that needs such a
    library meets the same wall, so this is about how far the program can grow.

    ## Example

    Bad:

    ```typescript
    import sharp from "sharp";
    export const runtime = "edge";
    ```

    Good:

    ```typescript
    import sharp from "sharp";
    export const runtime = "nodejs";
    ```

    ## What to do instead

    Run the part that needs native code on Node.js, as a route or service of its own if the rest must stay, or take a
    library in WebAssembly or plain JavaScript.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF603",
        name="unloadable-native-code",
        severity=Severity.WARNING,
        summary="Native code under a runtime that cannot load it",
        since="0.1.0",
        criteria=("extensibility", "libraries"),
        languages=NODE,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at the routes that run at the edge."""
        for component in context.components:
            if component.runtime in (Runtime.NODE, Runtime.DENO, Runtime.BUN):
                yield from self._at_the_edge(component, context)

    def _at_the_edge(self, component: ProfiledComponent, context: Context) -> Iterator[Finding]:
        native = load_limits("edge", "native")
        for facts in _importing(component, native, context):
            if not _is_edge(facts, context):
                continue
            for item in facts.imports:
                name = find_limit(native, item.module, separator="/")
                if name and not (item.typing_only or item.guarded):
                    place = Location(path=facts.path, line=item.line, column=item.column)
                    yield self._report(component, place, name)

    def _report(self, component: ProfiledComponent, place: Location, name: str) -> Finding:
        return self.meta.finding(
            place,
            f"{name} is native code, which the edge runtime cannot load",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            hint='say runtime = "nodejs", or use a library in WebAssembly or plain JavaScript',
        )


def _importing(component: ProfiledComponent, names: frozenset[str], context: Context) -> Iterator[FileFacts]:
    """Yield the routes whose import lines name one of the modules."""
    for file in context.files(component, languages=NODE):
        index = context.index(file.path) if _ROUTE.search(file.path) else None
        if index is not None and any(find_limit(names, module, separator="/") for module in index.modules):
            facts = context.facts(file.path)
            if facts is not None:
                yield facts


def _is_edge(facts: FileFacts, context: Context) -> bool:
    """Whether a file exports `runtime = "edge"`."""
    lines = split_lines(context.text(facts.path) or "")
    exported = (item.line for item in facts.exports if item.name == "runtime")
    return any(line <= len(lines) and _EDGE.search(lines[line - 1]) for line in exported)
