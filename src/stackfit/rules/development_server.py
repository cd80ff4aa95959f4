"""SF504: production starts a server that is made for development."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.deployment import StartCommand
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.source import Location
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.development_runs import development_run, starts_real_server
from stackfit.rules.intent import MOUNT, is_for_development
from stackfit.rules.serving import production_commands

_SERVERS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(r"(?:^|[\s/;&|\"'\[,])" + pattern + r"(?=$|[\s;&|\"',\]])"), name, hint)
    for pattern, name, hint in (
        (r"flask(?:\s+-{1,2}\w\S*(?:\s+[\w.:]+)?)?\s+run", "Flask's development server", "gunicorn or waitress"),
        (r"manage\.py[\s\"',]+runserver(?:_plus)?", "Django's development server", "gunicorn, or uvicorn for ASGI"),
        (r"uvicorn\s(?:.{0,200}\s)?--reload", "uvicorn with --reload", "uvicorn without --reload"),
        (r"gunicorn\s(?:.{0,200}\s)?--reload", "gunicorn with --reload", "gunicorn without --reload"),
        (r"fastapi\s+dev", "FastAPI's development server", "fastapi run"),
        (r"nodemon", "nodemon", "node"),
        (r"ts-node-dev", "ts-node-dev", "tsc in the build and node to start"),
        (r"next\s+dev", "the development server of Next.js", "next build, then next start"),
        (r"nuxt\s+dev", "the development server of Nuxt", "nuxt build, then node on the output"),
        (r"webpack-dev-server|webpack\s+serve", "webpack-dev-server", "a build, served as static files"),
        (r"(?:npm|yarn|pnpm|bun)\s+(?:run\s+)?dev", "the dev script", "a build step and a start script"),
    )
)
_CONTAINER = re.compile(r"[\[\]\"',]+")
_MANAGERS = frozenset({"npm", "yarn", "pnpm", "bun"})
_SCRIPT = re.compile(r"[\w./-]\.py$")
_FORMATS = (
    "dockerfile",
    "procfile",
    "systemd",
    "compose",
    "kubernetes",
    "helm",
    "fly",
    "render",
    "railway",
    "app",
    "pm2",
)


class DevelopmentServerInProduction:
    """A production start command runs a development server.

    ## What it finds

    A Dockerfile, Procfile, systemd unit or production compose file whose command is `flask run`, `manage.py runserver`,
    `uvicorn --reload`, `nodemon`, `ts-node-dev`, `next dev`, `webpack serve` or the `dev` script of package.json; a
    command that runs a script of package.json which is one of these (`npm start` for `nodemon server.js`); or a Python
    script that the command starts and that ends in Flask's `app.run()` or `uvicorn.run(..., reload=True)`.
    Flask-SocketIO runs on Flask's server as well where neither eventlet nor gevent is a dependency.

    Left alone: files whose name, stage, first lines or comment above the command speak of development, those with a
    neighbour for production (`Dockerfile.prod`), and compose services that mount the source folder,
    with the image that they build where a Dockerfile further up is there as well.

    ## Why it matters

    Development servers serve few clients, reload code while requests run, show stack traces (some with a console in
    them) and are not hardened. [Flask](https://flask.palletsprojects.com/en/stable/deploying/) and
    [Django](https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver) both say not to use theirs in
    production.

    ## Example

    Bad:

    ```dockerfile
    CMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]
    ```

    Good:

    ```dockerfile
    CMD ["gunicorn", "--workers", "3", "project.wsgi"]
    ```

    ## What to do instead

    Start a production server (gunicorn, uvicorn, waitress), build TypeScript and front-end code when the image is
    built, and start the result with node. Keep the development command in a file of its own, such as
    `docker-compose.override.yml`.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF504",
        name="development-server-in-production",
        severity=Severity.WARNING,
        summary="Production starts a development server",
        since="0.1.0",
        criteria=("scalability", "performance"),
        languages=(*PYTHON, *NODE),
        words=frozenset({"run"}),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at each production start command, and at the script it starts."""
        for component in context.components:
            seen: set[tuple[str, int]] = set()
            for command in production_commands(component):
                place = (command.location.path, command.location.line)
                if place in seen or not _deploys(command, context):
                    continue
                finding = (
                    self._by_command(component, command)
                    or self._by_package_script(component, command)
                    or self._by_script(component, command, context)
                )
                if finding is not None and not is_for_development(command, context):
                    seen.add(place)
                    yield finding

    def _by_command(self, component: ProfiledComponent, command: StartCommand) -> Finding | None:
        """Report a command line that names a development server."""
        name, hint = _server_in(command.command)
        return self._report(component, command, f"Production starts {name}", hint) if name else None

    def _by_package_script(self, component: ProfiledComponent, command: StartCommand) -> Finding | None:
        """Report a script of package.json that names a development server, as `npm start` for nodemon does."""
        if command.program not in _MANAGERS:
            return None
        for manifest in component.component.manifests:
            for script in manifest.scripts:
                name, hint = _server_in(script.command) if script.name == command.target else ("", "")
                if name:
                    message = f"Production starts the {script.name} script, which is {name}"
                    return self._report(
                        component, command, message, hint, Related(location=script.location, what=script.command)
                    )
        return None

    def _by_script(self, component: ProfiledComponent, command: StartCommand, context: Context) -> Finding | None:
        """Report a script that runs a development server when started."""
        if command.program != "python" or not _SCRIPT.search(command.target):
            return None
        for folder in (component.component.path, command.location.path.rpartition("/")[0] or "."):
            path = command.target.removeprefix("./") if folder == "." else f"{folder}/{command.target}"
            facts = context.facts(path) if context.exists(path) else None
            if facts is None or starts_real_server(facts):
                continue
            for call in facts.calls:
                name = development_run(facts, call, component, context)
                if name:
                    related = Related(
                        location=Location(path=path, line=call.line, column=call.column), what=call.callee
                    )
                    message = f"Production starts {command.target}, which runs {name}"
                    return self._report(component, command, message, "gunicorn or uvicorn on the app object", related)
        return None

    def _report(
        self, component: ProfiledComponent, command: StartCommand, message: str, hint: str, *related: Related
    ) -> Finding:
        return self.meta.finding(
            command.location,
            message,
            confidence=Confidence.PROBABLE,
            severity=Severity.INFO if command.source == "compose" else Severity.WARNING,
            component=component.component.path,
            hint=f"start it with {hint}",
            symbol=command.process,
            related=related,
        )


def _server_in(command: str) -> tuple[str, str]:
    """Name the development server in a command line, and what to start instead; "" where there is none."""
    text = " ".join(_CONTAINER.sub(" ", command).split())
    return next(((name, hint) for pattern, name, hint in _SERVERS if pattern.search(text)), ("", ""))


def _deploys(command: StartCommand, context: Context) -> bool:
    """Whether the command's file deploys: a manifest's script may be for anyone, mounted source is for development."""
    if not command.source.startswith(_FORMATS):
        return False
    return command.source != "compose" or not MOUNT.search(context.text(command.location.path) or "")
