"""SF603: native code under a runtime that cannot load it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.catalogue.runtime_limits import find_limit, load_limits
from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import FileFacts
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Language, Runtime, Severity
from stackfit.model.source import Location, split_lines
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.modules import resolve_python

_EDGE = re.compile(r"\bruntime\b[^\n]{0,40}=\s{0,4}[\"'](?:edge|experimental-edge)[\"']")


class UnloadableNativeCode:
    """Native code is imported under a runtime that cannot load it.

    ## What it finds

    Imports of packages that are written in C or another compiled language in code that runs where such packages cannot:
    Python for Jython (numpy, lxml, psycopg2 ...), and JavaScript or TypeScript of a Next.js route or middleware with
    `runtime = "edge"` (sharp, bcrypt, better-sqlite3 ...). An import in a `try` that allows for failure is left alone.

    ## Why it matters

    The code fails when it is loaded, not when it is built. Jython runs on the Java virtual machine, which
    [cannot load extensions written for CPython](https://www.jython.org/faq2.html); an edge runtime is a V8 isolate
    without files or native add-ons ([Next.js](https://nextjs.org/docs/app/api-reference/edge)). Every
    later wish that needs such a library meets the same wall, so this is about how far the program can grow.

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

    Run the part that needs native code on CPython or Node.js, as a service of its own if the rest must stay, or take a
    library for the runtime at hand: one for Java under Jython, one in WebAssembly or plain JavaScript at the edge.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF603",
        name="unloadable-native-code",
        severity=Severity.WARNING,
        summary="Native code under a runtime that cannot load it",
        since="0.1.0",
        criteria=("extensibility", "libraries"),
        languages=(*PYTHON, *NODE),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at Jython components and at files for the edge."""
        for component in context.components:
            if component.runtime is Runtime.JYTHON:
                yield from self._under_jython(component, context)
            elif component.runtime in (Runtime.NODE, Runtime.DENO, Runtime.BUN):
                yield from self._at_the_edge(component, context)

    def _under_jython(self, component: ProfiledComponent, context: Context) -> Iterator[Finding]:
        native = load_limits("jython", "native")
        for facts in _importing(component, native, PYTHON, context, separator="."):
            for item in facts.imports:
                name = find_limit(native, item.module)
                own = name and resolve_python(facts.path, name, context)
                if name and not (own or item.typing_only or item.guarded):
                    place = Location(path=facts.path, line=item.line, column=item.column)
                    yield self._report(component, place, name, "Jython", "take a Java library, or run this on CPython")

    def _at_the_edge(self, component: ProfiledComponent, context: Context) -> Iterator[Finding]:
        native = load_limits("edge", "native")
        for facts in _importing(component, native, NODE, context, separator="/"):
            if not _is_edge(facts, context):
                continue
            for item in facts.imports:
                name = find_limit(native, item.module, separator="/")
                if name and not (item.typing_only or item.guarded):
                    place = Location(path=facts.path, line=item.line, column=item.column)
                    hint = 'say runtime = "nodejs", or use a library in WebAssembly or plain JavaScript'
                    yield self._report(component, place, name, "the edge runtime", hint)

    def _report(self, component: ProfiledComponent, place: Location, name: str, where: str, hint: str) -> Finding:
        return self.meta.finding(
            place,
            f"{name} is native code, which {where} cannot load",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            hint=hint,
        )


def _importing(
    component: ProfiledComponent,
    names: frozenset[str],
    languages: tuple[Language, ...],
    context: Context,
    *,
    separator: str,
) -> Iterator[FileFacts]:
    """Yield the files whose import lines name one of the modules."""
    for file in context.files(component, languages=languages):
        index = context.index(file.path)
        if index is not None and any(find_limit(names, module, separator=separator) for module in index.modules):
            facts = context.facts(file.path)
            if facts is not None:
                yield facts


def _is_edge(facts: FileFacts, context: Context) -> bool:
    """Whether a file exports `runtime = "edge"`."""
    lines = split_lines(context.text(facts.path) or "")
    exported = (item.line for item in facts.exports if item.name == "runtime")
    return any(line <= len(lines) and _EDGE.search(lines[line - 1]) for line in exported)
