"""Which ecosystem a start program, a page template or a source file belongs to."""

from __future__ import annotations

from stackfit.model.kinds import Ecosystem
from stackfit.model.source import SourceFile

_NODE_PROGRAMS = frozenset(
    """node nodemon npm npx yarn pnpm pm2 pm2-runtime forever deno bun next nuxt tsx ts-node ts-node-dev vite meteor
    nest""".split()
)
_PYTHON_PROGRAMS = frozenset(
    """python gunicorn uvicorn hypercorn daphne granian waitress uwsgi celery rq dramatiq huey flask fastapi
    django-runserver django streamlit pytest""".split()
)
_NODE_TEMPLATES = frozenset("pug jade ejs hbs handlebars njk mustache liquid eta".split())
_PYTHON_TEMPLATES = frozenset("jinja jinja2 j2 mako".split())


def side_of_program(program: str) -> Ecosystem | None:
    """The ecosystem of a start program, None when unknown."""
    if program in _NODE_PROGRAMS:
        return Ecosystem.NPM
    return Ecosystem.PYPI if program in _PYTHON_PROGRAMS else None


def side_of_template(path: str) -> Ecosystem | None:
    """Which side renders a page template; plain HTML counts where it lies under templates/."""
    suffix = path.rpartition(".")[2].lower()
    if suffix in _NODE_TEMPLATES:
        return Ecosystem.NPM
    if suffix in _PYTHON_TEMPLATES or (suffix in ("html", "htm") and "templates" in path.split("/")[:-1]):
        return Ecosystem.PYPI
    return None


def side_of_file(file: SourceFile) -> Ecosystem:
    """The ecosystem of a source file, by its language."""
    return Ecosystem.PYPI if file.language and file.language.is_python else Ecosystem.NPM
