"""Tells which JavaScript files a browser loads: of an app for the browser, or marked "use client"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import FileIndex
from stackfit.model.kinds import ComponentKind, Ecosystem, Language, Runtime
from stackfit.model.source import SourceFile
from stackfit.rules.base import NODE, Context
from stackfit.rules.places import is_page_script

# What renders pages on a server as well, and windows that have Node.js in them.
_BOTH_SIDES = frozenset("nextjs next nuxt remix sveltekit astro meteor gatsby docusaurus".split())
_WINDOWS = frozenset("electron nwjs nw tauri neutralino react-native expo capacitor cordova".split())
_BUNDLERS = frozenset({"vite", "create-react-app", "vue-cli", "angular-cli", "parcel"})
_PAGE_MODULES = ("react", "react-dom", "react-dom/client", "vue", "svelte", "preact", "solid-js", "@angular/core")
_DIRECTIVE = re.compile(r"(?:\s|//[^\n]*\n|/\*[^*]*\*/){0,40}[\"']use client[\"']")
_ELSEWHERE = re.compile(
    r"(?:^|/)(?:server|ssr|scripts?|dev|build|tools?|config|configs|electron|main|preload|bin|cli|functions|api|lambda|"
    r"netlify|mocks?|cypress|e2e|stories|\.storybook)(?:/|\.|$)|(?:^|/)[\w.-]*(?:config|setup|server|stories|mock)[\w.-]*$"
    r"|(?:^|/)(?:gen|generate|prebuild|postbuild|prerender)[-_.][\w.-]{0,100}$"
)


class BrowserFile(NamedTuple):
    """A file of an app with a page; `sure` where nothing but a browser loads it."""

    file: SourceFile
    sure: bool


def browser_files(
    component: ProfiledComponent, context: Context, words: frozenset[str] = frozenset()
) -> Iterator[BrowserFile]:
    """Yield the production files with one of `words` that a build may put into a page.

    What works on a document in a library may as well be that of a file, read on a server.
    """
    if component.component.ecosystem is not Ecosystem.NPM or not _WINDOWS.isdisjoint(component.technology_ids):
        return
    both = not _BOTH_SIDES.isdisjoint(component.technology_ids)
    whole = component.runtime is Runtime.BROWSER and not both
    bundled = not both and not _BUNDLERS.isdisjoint(component.technology_ids)
    for file in context.files(component, words, NODE) if both or whole or bundled else ():
        index = context.index(file.path)
        if index is None or _ELSEWHERE.search(file.path.lower()):
            continue
        drawn = _draws(file, index)
        worked = component.kind is not ComponentKind.LIBRARY and is_page_script(index)
        shown = (whole and (drawn or worked)) or (bundled and drawn)
        yield BrowserFile(file, shown or (both and bool(_DIRECTIVE.match(context.text(file.path) or ""))))


def _draws(file: SourceFile, index: FileIndex) -> bool:
    """Whether a file draws a part of a page."""
    elements = file.language is Language.TSX or file.path.endswith((".tsx", ".jsx"))
    return elements or not index.modules.isdisjoint(_PAGE_MODULES)
