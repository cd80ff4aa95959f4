"""The form of a component: service, app, cli, library, spa, notebook, firmware or tooling."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stackfit.model.component import Component
from stackfit.model.evidence import TechnologyUse
from stackfit.model.kinds import ComponentKind, DependencyKind, Ecosystem, Language, Role, Runtime
from stackfit.workload.texts import ProjectText

_LIBRARY = re.compile(
    r"\b(?:library|libraries|framework|toolkit|sdk|package|module|middleware|plugin|bindings?|wrapper|client for|"
    r"npm install|pip install|implementation of|driver|job scheduler for|api for)\b|库"
)
_PROGRAM = re.compile(
    r"\b(?:app|application|server|service|self-hosted|boilerplate|starter|website|platform|dashboard|bot|demo|example|"
    r"template|project)\b"
)
_COMMAND = re.compile(r"\b(?:cli|command[- ]line|terminal|console)\b")
_WINDOWS = frozenset(("desktop", "mobile"))
_SITES = frozenset("nextjs next nuxt remix sveltekit meteor gatsby astro".split())
_SERVER = frozenset(("web-framework", "web-server", "bot", "real-time", "process-manager", "serverless"))


def component_kind(
    component: Component, runtime: Runtime, technologies: Sequence[TechnologyUse], text: ProjectText
) -> ComponentKind:
    """The form of a component; what it is started as counts before what it is packed as."""
    if component.role is Role.PRODUCTION and not any(file.role is Role.PRODUCTION for file in component.code):
        return ComponentKind.TOOLING
    if runtime is Runtime.MICROPYTHON:
        return ComponentKind.FIRMWARE
    if _mostly_notebooks(component):
        return ComponentKind.NOTEBOOK
    used = {use.category for use in technologies if use.files and use.production}
    ids = {use.id for use in technologies}
    if any(use.category in _WINDOWS and _is_built_on(use) for use in technologies):
        return ComponentKind.APP
    if runtime is Runtime.BROWSER:
        return ComponentKind.LIBRARY if _published(component) and "frontend" not in used else ComponentKind.SPA
    return _program_or_library(component, used, ids, text)


def _is_built_on(use: TechnologyUse) -> bool:
    """Whether a window toolkit is what the component is made of, rather than one of many things it can talk to."""
    return use.central >= 0.1 or (bool(use.files) and use.declared and use.central >= 0.02)


def _program_or_library(component: Component, used: set[str], ids: set[str], text: ProjectText) -> ComponentKind:
    """Weigh how the component is packed against how it is started and what it says of itself."""
    published = _published(component)
    started = any(command.production and command.source != "package-json" for command in component.commands)
    scripts = any(command.production and command.process == "start" for command in component.commands)
    library = 2.0 * published + 1.5 * text.says(_LIBRARY, least=0.8)
    program = 1.5 * started + 1.0 * scripts + 1.0 * text.says(_PROGRAM, least=0.8) + 1.0 * bool(_SERVER & used)
    installs = any(manifest.entry_points for manifest in component.manifests)
    command = 1.2 * installs + 1.5 * text.says(_COMMAND, least=0.8)
    if command > max(library, program) and installs:
        return ComponentKind.CLI
    if library > program:
        return ComponentKind.LIBRARY
    if _SERVER & used or started or scripts:
        return ComponentKind.APP if (_SITES & ids or _has_interface(component, used)) else ComponentKind.SERVICE
    if installs:
        return ComponentKind.CLI
    return ComponentKind.LIBRARY if published else ComponentKind.SERVICE


def _published(component: Component) -> bool:
    """Whether the component is packed for a registry."""
    for manifest in component.manifests:
        if manifest.ecosystem is Ecosystem.NPM:
            entry = manifest.flags & {"main", "module", "exports", "types"}
            if manifest.format == "package-json" and manifest.name and entry and "private" not in manifest.flags:
                return True
        elif manifest.name and manifest.format in ("pyproject", "setup-py", "setup-cfg"):
            return True
    return False


def _mostly_notebooks(component: Component) -> bool:
    """Whether more than half of the production files are notebooks."""
    notebooks = sum(file.language is Language.NOTEBOOK for file in component.code)
    return notebooks * 2 > len(component.code)


def _has_interface(component: Component, used: set[str]) -> bool:
    """Whether a server component also holds its user interface."""
    return "frontend" in used or any(
        item.name in ("react-dom", "vue", "svelte", "@angular/core") and item.kind is not DependencyKind.PEER
        for item in component.dependencies
    )
