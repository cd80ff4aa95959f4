"""The form of a component: service, app, cli, library, spa, notebook, firmware or tooling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from stackfit.catalogue.inference import Inference
from stackfit.model.code import CodeReader
from stackfit.model.component import Component
from stackfit.model.evidence import TechnologyUse
from stackfit.model.kinds import ComponentKind, DependencyKind, Ecosystem, Language, Role, Runtime
from stackfit.workload.pages import page_templates
from stackfit.workload.texts import ProjectText

_MADE_TO_IMPORT = (
    r"library|framework|toolkit|sdk|middleware|bindings?|wrapper|driver|(?:pluggable|reusable) app|django app|"
    r"(?:django|flask) (?:extension|plugin|package)"
)
_WINDOW_LIBRARY = re.compile(rf"\b(?:{_MADE_TO_IMPORT})\b|库")
# People use a client with windows; without them it is for programs.
_LIBRARY = re.compile(
    rf"\b(?:{_MADE_TO_IMPORT}|client for|api for|"
    r"(?:python|node(?:\.js)?|npm|javascript|typescript) (?:package|module|client|implementation)|"
    r"(?:package|module|queue|scheduler) for (?:python|node))\b|libraries\b|库"
)
_PROGRAM = re.compile(
    r"\b(?:app|application|server|service|self-hosted|boilerplate|starter|website|platform|dashboard|bot|demo|example|"
    r"template|project)\b"
)
_COMMAND = re.compile(r"\b(?:cli|command[- ]line|terminal|console)\b")
_WINDOWS = frozenset(("desktop", "mobile"))
_PAGE_FRAMEWORKS = frozenset(("react-dom", "vue", "svelte", "@angular/core"))
_SITES = frozenset("nextjs next nuxt remix sveltekit meteor gatsby astro".split())
_SERVER = frozenset(("web-framework", "web-server", "bot", "real-time", "process-manager", "serverless"))


def component_kind(
    component: Component,
    runtime: Runtime,
    technologies: Sequence[TechnologyUse],
    text: ProjectText,
    code: CodeReader,
    figures: Inference,
    *,
    needed: bool,
) -> ComponentKind:
    """The form of a component; what it is started as counts before what it is packed as.

    `needed` tells whether other components of the repository depend on it.
    """
    if component.role is Role.PRODUCTION and not any(file.role is Role.PRODUCTION for file in component.code):
        return ComponentKind.TOOLING
    if runtime is Runtime.MICROPYTHON:
        starts = any(file.path in _boot_files(component) for file in component.code)
        return ComponentKind.FIRMWARE if starts or not text.says(_LIBRARY) else ComponentKind.LIBRARY
    if _mostly_notebooks(component):
        return ComponentKind.NOTEBOOK
    used = {use.category for use in technologies if use.files and use.production}
    ids = {use.id for use in technologies}
    if any(use.category in _WINDOWS and _is_built_on(use, figures) for use in technologies):
        importable = _published(component) and text.says(_WINDOW_LIBRARY, least=figures.kind["least_weight"])
        return ComponentKind.LIBRARY if importable else ComponentKind.APP
    if runtime is Runtime.BROWSER:
        return ComponentKind.LIBRARY if _published(component) and not _has_pages(component) else ComponentKind.SPA
    weights = _weigh(component, technologies, text, code, figures, needed=needed)
    kind = max(weights, key=lambda item: weights[item])
    if kind is ComponentKind.SERVICE and (_SITES & ids or _has_interface(component, used, figures)):
        return ComponentKind.APP
    return kind


def _boot_files(component: Component) -> tuple[str, ...]:
    """The files that a board runs by itself."""
    prefix = "" if component.path == "." else f"{component.path}/"
    return tuple(f"{prefix}{name}.py" for name in ("boot", "main", "code"))


def _is_built_on(use: TechnologyUse, figures: Inference) -> bool:
    """Whether a window toolkit is what the component is made of, rather than one of many things it can talk to."""
    chosen = bool(use.files) and use.declared
    return use.central >= figures.kind["central" if not chosen else "declared_central"]


def _weigh(
    component: Component,
    technologies: Sequence[TechnologyUse],
    text: ProjectText,
    code: CodeReader,
    figures: Inference,
    *,
    needed: bool,
) -> dict[ComponentKind, float]:
    """Weigh how a component is packed against how it is started and what it says of itself; the first wins a tie."""
    weights = figures.kind
    published = _published(component)
    installs = any(manifest.entry_points for manifest in component.manifests)
    started = any(command.production and command.source != "package-json" for command in component.commands)
    scripts = any(command.production and command.process == "start" for command in component.commands)

    def says(pattern: re.Pattern[str]) -> bool:
        return text.says(pattern, least=weights["least_weight"])

    return {
        ComponentKind.LIBRARY: (
            max(weights["published"] * published, weights["needed"] * needed)
            + weights["typed"] * _typed(component)
            + weights["says_library"] * says(_LIBRARY)
            + weights["exports"] * _exports(component, code)
        ),
        ComponentKind.SERVICE: (
            weights["started"] * started
            + weights["start_script"] * scripts
            + weights["says_program"] * says(_PROGRAM)
            + weights["serves_published" if published else "serves"] * _serves(technologies, figures)
        ),
        ComponentKind.CLI: weights["script"]
        + (weights["command"] + weights["says_command"] * says(_COMMAND)) * installs,
    }


def _serves(technologies: Iterable[TechnologyUse], figures: Inference) -> bool:
    """Whether what answers requests or people is chosen or central, rather than imported somewhere."""
    return any(
        use.category in _SERVER
        and use.production
        and (use.declared or use.central > figures.kind["central"] or use.category == "serverless")
        for use in technologies
    )


def _exports(component: Component, code: CodeReader) -> bool:
    """Whether the component's top Python package offers names of its own modules: an interface to import."""
    for file in component.code:
        parts = file.path.removeprefix("" if component.path == "." else f"{component.path}/").split("/")
        if parts[-1] == "__init__.py" and (len(parts) == 2 or (len(parts) == 3 and parts[0] in ("src", "lib"))):
            index = code.index(file.path)
            own = parts[-2]
            if index and any(name.startswith(".") or name.partition(".")[0] == own for name in index.modules):
                return True
    return False


def _typed(component: Component) -> bool:
    """Whether a Node.js package ships types: it is meant to be imported."""
    return any("types" in manifest.flags and "private" not in manifest.flags for manifest in component.manifests)


def _published(component: Component) -> bool:
    """Whether the component is packed for a registry."""
    for manifest in component.manifests:
        if manifest.ecosystem is Ecosystem.NPM:
            page = any(flag.startswith("main:") and flag.endswith(".html") for flag in manifest.flags)
            entry = bool(manifest.flags & {"main", "module", "exports", "types"}) or _has_index(component)
            entry = entry and not page
            if manifest.format == "package-json" and manifest.name and entry and "private" not in manifest.flags:
                return True
        elif manifest.name and manifest.format in ("setup-py", "setup-cfg"):
            return True
        elif manifest.name and manifest.format == "pyproject" and "private" not in manifest.flags:
            # Without a named back-end the requirements to build it say the same (PEP 517).
            builds = any(dependency.kind is DependencyKind.BUILD for dependency in manifest.dependencies)
            return builds or any(flag.startswith("build-backend:") for flag in manifest.flags)
    return False


def _has_index(component: Component) -> bool:
    """Whether an index.js stands in the component's folder: what a package without `main` exports."""
    prefix = "" if component.path == "." else f"{component.path}/"
    return any(file.path in (f"{prefix}index.js", f"{prefix}index.mjs") for file in component.code)


def _mostly_notebooks(component: Component) -> bool:
    """Whether more than half of the production files are notebooks."""
    notebooks = sum(file.language is Language.NOTEBOOK for file in component.code)
    return notebooks * 2 > len(component.code)


def _has_interface(component: Component, used: set[str], figures: Inference) -> bool:
    """Whether a server component also holds its user interface: a front-end framework, or a set of page templates."""
    return (
        "frontend" in used
        or len(page_templates(component)) >= figures.templates["full_count"]
        or any(
            item.name in _PAGE_FRAMEWORKS and item.kind is not DependencyKind.PEER for item in component.dependencies
        )
    )


def _has_pages(component: Component) -> bool:
    """Whether the component brings the framework its pages are built on, as applications do and libraries do not."""
    return any(item.name in _PAGE_FRAMEWORKS and item.kind is DependencyKind.RUNTIME for item in component.dependencies)
