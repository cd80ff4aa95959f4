"""SF902: server code, or a secret of the server, in what a browser loads."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

from stackfit.catalogue.runtime_limits import find_limit, load_limits
from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import FileFacts, Import
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.source import Location, SourceFile
from stackfit.rules.base import NODE, Context, RuleMeta
from stackfit.rules.browser_code import browser_files
from stackfit.rules.modules import Importers, loaded_files
from stackfit.syntax.environment import EnvironmentRead, environment_reads

_SETTINGS = re.compile(r"\.config\.[cm]?[jt]s$")
_ENVIRONMENT = frozenset({"env"})
_FLAGS = r"(?:^|_)(?:ALLOW|ENABLE|DISABLE|HAS|HIDE|IS|REQUIRE|SHOW|USE)_"
_NO_SECRETS = rf"{_FLAGS}|PUBLISHABLE|SITE_?KEY|PUBLIC_KEY|URL_PATH|_NAME$|_LENGTH"


class ServerCodeInBrowser:
    """Code that a browser loads imports a module of the server, or reads a secret of it.

    ## What it finds

    In an app for the browser (built with Vite, webpack, Create React App ...) and in files marked `"use client"` of
    Next.js: imports of modules that only a server has (`fs`, `child_process`, `pg`, `nodemailer` ...), and reads of
    environment variables whose name says that they are secret (`process.env.API_SECRET`,
    `import.meta.env.VITE_DB_PASSWORD`). Left alone: type-only imports, code for servers, scripts beside the app, and
    what nothing but the bundler's configuration imports.

    ## Why it matters

    A browser has no files, processes or sockets: the import breaks the build, or the page when the code is reached. A
    variable whose name begins with `VITE_`, `NEXT_PUBLIC_` or `REACT_APP_` is
    [copied into the bundle](https://vite.dev/guide/env-and-mode#env-files), where everybody can read it; without such
    a beginning it is undefined there.

    ## Example

    Bad:

    ```javascript
    "use client";
    const answer = await fetch(url, { headers: { Authorization: process.env.NEXT_PUBLIC_API_SECRET } });
    ```

    Good:

    ```javascript
    "use client";
    const answer = await fetch("/api/answer"); // a route of the server knows the secret
    ```

    ## What to do instead

    Move what needs the module or the secret into a route or function of the server and call that from the page. Give a
    secret that was published a new value. Values that may be public deserve a name that says so.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF902",
        name="server-code-in-browser",
        severity=Severity.WARNING,
        summary="Server code, or a secret, in what a browser loads",
        since="0.1.0",
        criteria=("universality",),
        languages=NODE,
        words=_ENVIRONMENT,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at the files that a browser loads."""
        for component in context.components:
            for file, sure in browser_files(component, context):
                if sure:
                    yield from self._imports(component, file, context)
            for file, sure in browser_files(component, context, _ENVIRONMENT):
                yield from self._secrets(component, file, context, sure=sure)

    def _imports(self, component: ProfiledComponent, file: SourceFile, context: Context) -> Iterator[Finding]:
        index = context.index(file.path)
        if index is None or not any(_server_module(module) for module in index.modules):
            return
        facts = context.facts(file.path)
        if facts is None or _only_builds(facts, component, context):
            return
        for item in facts.imports:
            if _runs(item) and _server_module(item.module):
                yield self.meta.finding(
                    Location(path=file.path, line=item.line, column=item.column),
                    f"{item.module} works on a server only, and a browser loads this file",
                    confidence=Confidence.PROBABLE,
                    component=component.component.path,
                    hint="move what needs it behind a route of the server",
                )

    def _secrets(
        self, component: ProfiledComponent, file: SourceFile, context: Context, *, sure: bool
    ) -> Iterator[Finding]:
        """Report each secret once a file; where it is not sure who loads the file, only what is public by its name."""
        told: set[str] = set()
        public = tuple(sorted(load_limits("browser", "public")))
        for read in environment_reads(context.text(file.path) or ""):
            shown = read.name.startswith(public)
            if read.name not in told and (sure or shown) and _secret_words().search(read.name):
                told.add(read.name)
                yield self._secret(component, file, read, shown=shown)

    def _secret(self, component: ProfiledComponent, file: SourceFile, read: EnvironmentRead, *, shown: bool) -> Finding:
        copied, unset = "is copied into the page, where everybody can read it", "is undefined in a browser, or public"
        return self.meta.finding(
            Location(path=file.path, line=read.line, column=read.column),
            f"{read.name} {copied if shown else unset}",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            hint="keep the secret on a server and call a route of it",
            symbol=read.name,
        )


def _only_builds(facts: FileFacts, component: ProfiledComponent, context: Context) -> bool:
    """Whether nothing but the configuration of a bundler imports a file: it runs where the page is built."""
    folder = component.component.path
    settings = sorted(
        path
        for path in context.paths
        if (posixpath.dirname(path) or ".") == folder and _SETTINGS.search(posixpath.basename(path))
    )
    loaded = loaded_files(settings, context)
    importers = context.once(Importers, component).of(facts) if facts.path in loaded else ()
    return facts.path in loaded and all(path in loaded for path, _ in importers)


def _runs(item: Import) -> bool:
    """Whether an import is there when the code runs."""
    return not (item.typing_only or item.guarded)


def _server_module(module: str) -> str:
    return find_limit(load_limits("browser", "server"), module.removeprefix("node:"), separator="/")


@lru_cache(maxsize=1)
def _secret_words() -> re.Pattern[str]:
    """A pattern for whole words between underscores; what says of itself that it is public is none."""
    words = "|".join(sorted(load_limits("browser", "secrets")))
    return re.compile(rf"^(?!.*(?:{_NO_SECRETS}))(?:.*_)?(?:{words})(?:_(?!PUBLIC).*)?$")
