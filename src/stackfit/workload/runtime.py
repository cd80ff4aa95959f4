"""Which runtime executes a component's code, and in which version."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from stackfit.catalogue.builtins import NODE_ONLY_MODULES
from stackfit.model.code import CodeReader
from stackfit.model.component import Component
from stackfit.model.evidence import TechnologyUse
from stackfit.model.kinds import DependencyKind, Ecosystem, Language, Runtime
from stackfit.model.manifest import RuntimePin
from stackfit.workload.java_scripts import runs_in_java

# Globals of a page: code that uses them runs in a browser.
_PAGE = frozenset(("document", "window", "self", "jQuery"))
# `document` and `window` are names of other things as well; these are hardly ever.
_PAGE_WORK = frozenset(
    """getElementById getElementsByClassName querySelector querySelectorAll createElement appendChild innerHTML
    innerText localStorage sessionStorage requestAnimationFrame HTMLElement jQuery XMLHttpRequest clientWidth
    offsetWidth innerWidth preventDefault onload classList""".split()
)
BROWSER_WORDS = _PAGE | _PAGE_WORK
_SERVER_CATEGORIES = frozenset("web-framework web-server database orm task-queue process-manager messaging bot".split())
_SERVERS = frozenset(("nodejs-http-server", "nodejs-dns-server"))
_BROWSER_CATEGORIES = frozenset(("frontend",))
_SERVER_SIDE_RENDERING = frozenset("nextjs next nuxt remix sveltekit astro meteor gatsby".split())
_NODE_PROGRAMS = frozenset(
    "node nodemon pm2 pm2-runtime forever ts-node tsx ts-node-dev next nuxt meteor nest electron".split()
)
# What production runs goes before what developers run, before what a range allows, before what is merely tested.
# docs/how-it-works.md lists the same steps.
_PIN_ORDER: tuple[frozenset[str], ...] = (
    frozenset(("image",)),
    frozenset(
        """runtime.txt app.yaml serverless sam render railway nixpacks fly vercel netlify railpack zappa firebase
        elastic-beanstalk captain-definition platform.sh""".split()
    ),
    frozenset((".python-version", ".nvmrc", ".node-version", ".tool-versions", "mise")),
    frozenset(("development-image",)),
    frozenset(),
    frozenset(("workflow",)),
)
_RANGES = 4
# "3.13t" is a free-threaded build.
_VERSION = re.compile(r"\d+(?:\.\d+)*(?:t(?![a-z]))?")


def component_runtimes(
    components: Sequence[tuple[Component, tuple[TechnologyUse, ...]]], code: CodeReader
) -> tuple[Runtime, ...]:
    """The runtime of each component's production code, in their order.

    JavaScript that neither a server nor a page gives away runs where the repository's other JavaScript runs, on Node.js
    where there is none.
    """
    decided = [_decide(component, technologies, code) for component, technologies in components]
    only_pages = Runtime.BROWSER in decided and not any(
        runtime in (Runtime.NODE, Runtime.DENO, Runtime.BUN) for runtime in decided
    )
    return tuple(runtime or (Runtime.BROWSER if only_pages else Runtime.NODE) for runtime in decided)


def _decide(component: Component, technologies: Iterable[TechnologyUse], code: CodeReader) -> Runtime | None:
    """The runtime of one component, None where nothing gives it away."""
    found = tuple(technologies)
    if component.ecosystem is Ecosystem.PYPI:
        return _python_runtime(component, found)
    if not component.code or runs_in_java(component, code):
        return Runtime.NONE
    return _javascript_runtime(component, found, code)


def _python_runtime(component: Component, found: tuple[TechnologyUse, ...]) -> Runtime:
    """CPython unless MicroPython's or Jython's modules are at the centre of the code."""
    by_id = {use.id: use for use in found}
    for entry_id, runtime in (("micropython", Runtime.MICROPYTHON), ("jython", Runtime.JYTHON)):
        use = by_id.get(entry_id)
        if use and use.files and use.central >= 0.2:
            return runtime
    return Runtime.PYTHON if component.files or component.commands else Runtime.NONE


def _javascript_runtime(component: Component, found: tuple[TechnologyUse, ...], code: CodeReader) -> Runtime | None:
    """Deno, Bun, Node.js, or the browser, by imports, start commands and frameworks; None where nothing tells."""
    by_id = {use.id: use for use in found}
    for entry_id, runtime in (("deno", Runtime.DENO), ("bun", Runtime.BUN)):
        if entry_id in by_id and any(item.source.value != "dependency" for item in by_id[entry_id].evidence):
            return runtime
    if _SERVER_SIDE_RENDERING & by_id.keys() or _starts_node(component) or _has_command(component):
        return Runtime.NODE
    server, browser, total = _sides(component, code)
    frontend = any(use.category in _BROWSER_CATEGORIES and use.files for use in found)
    backend = any((use.category in _SERVER_CATEGORIES or use.id in _SERVERS) and use.files for use in found)
    if backend or (server and (not (frontend or browser) or server >= 0.1 * total)):
        return Runtime.NODE
    if frontend or browser > 0.1 * total or _single_file_components(component):
        return Runtime.BROWSER
    return None


def _sides(component: Component, code: CodeReader) -> tuple[int, int, int]:
    """How many files import Node-only modules, how many use the document or window, how many there are."""
    server = browser = total = 0
    for file in component.code:
        index = code.index(file.path)
        if index is None:
            continue
        total += 1
        if any(module.removeprefix("node:") in NODE_ONLY_MODULES for module in index.modules):
            server += 1
        elif file.language is Language.TSX or _is_page_script(index.words):
            browser += 1
    return server, browser, total


def _is_page_script(words: frozenset[str]) -> bool:
    """Whether a file speaks of the page it is on, rather than of a document or a window of its own."""
    return {"document", "window"} <= words or bool(words & _PAGE and words & _PAGE_WORK)


def _starts_node(component: Component) -> bool:
    """Whether a production start command runs Node.js on a script."""
    return any(command.production and command.program in _NODE_PROGRAMS for command in component.commands)


def _has_command(component: Component) -> bool:
    """Whether the component installs a command."""
    return any(manifest.entry_points for manifest in component.manifests)


def _single_file_components(component: Component) -> bool:
    """Whether a front-end framework is a declared run-time dependency."""
    return any(
        item.name in ("vue", "svelte", "react-dom", "@angular/core", "preact") and item.kind is DependencyKind.RUNTIME
        for item in component.dependencies
    )


def runtime_version(component: Component, runtime: Runtime) -> str | None:
    """What production runs: image, platform file, version file; else the lower bound of what is allowed or tested."""
    names = {Runtime.PYTHON: ("python",), Runtime.NODE: ("node",)}.get(runtime, (runtime.value,))
    pins = [pin for pin in component.pins if pin.runtime in names]
    started_in = {command.location.path for command in component.commands if command.production}
    for pin in sorted(pins, key=lambda pin: _pin_rank(pin, started_in)):
        match = _VERSION.search(pin.version)
        if match:
            return match.group()
    return None


def _pin_rank(pin: RuntimePin, started_in: Collection[str]) -> tuple[int, bool, int, str, int]:
    """Where a pin stands in the order of precedence; among equals the file that starts the component goes first."""
    source = pin.source.lower()
    source = "mise" if "mise" in source else source
    rank = next((n for n, names in enumerate(_PIN_ORDER) if source in names), _RANGES)
    path = pin.location.path
    return rank, path not in started_in, path.count("/"), path, pin.location.line
