"""The programs that start servers and workers, and which of their options count processes, threads and workers."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field


class Program(Struct, frozen=True, kw_only=True):
    """How to read one program's command line.

    `subcommands` maps those that start something to their canonical name; "" stands for no subcommand. Those in
    `development` serve a developer only. `all_cores` options ask for one process per core.
    """

    name: str
    subcommands: Mapping[str, str] = field(default_factory=lambda: {"": ""})
    development: frozenset[str] = frozenset()
    workers: tuple[str, ...] = ()
    threads: tuple[str, ...] = ()
    worker_class: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    reload: frozenset[str] = frozenset({"--reload"})
    all_cores: frozenset[str] = frozenset()
    valued: frozenset[str] = frozenset()

    @property
    def takes_value(self) -> frozenset[str]:
        """Options that surely take a value."""
        return self.valued | {*self.workers, *self.threads, *self.worker_class, *self.target}


def _tool(
    name: str,
    production: str = "",
    development: str = "",
    *,
    workers: tuple[str, ...] = (),
    threads: tuple[str, ...] = (),
    target: tuple[str, ...] = (),
    valued: frozenset[str] = frozenset(),
) -> Program:
    """Describe a program by its subcommands, "." for none."""
    serve = ["" if word == "." else word for word in production.split()]
    develop = ["" if word == "." else word for word in development.split()]
    return Program(
        name=name,
        subcommands=dict.fromkeys([*serve, *develop], name),
        development=frozenset(develop),
        workers=workers,
        threads=threads,
        target=target,
        valued=valued,
        reload=frozenset({"--reload", "--watch", "-w", "--debug"} - {*workers, *valued}),
    )


_APP = ("--app", "-A", "--module")

_SERVERS = (
    Program(
        name="gunicorn",
        workers=("-w", "--workers"),
        threads=("--threads",),
        worker_class=("-k", "--worker-class"),
        valued=frozenset({"-b", "-c", "-t", "-n", "-u", "-g", "-e", "-p", "--bind", "--config", "--timeout", "--env"}),
    ),
    Program(name="uvicorn", workers=("--workers",), valued=frozenset({"--host", "--port", "--app-dir", "--log-level"})),
    Program(
        name="hypercorn",
        workers=("-w", "--workers"),
        worker_class=("-k", "--worker-class"),
        valued=frozenset({"-b", "--bind", "-c"}),
    ),
    Program(name="daphne", valued=frozenset({"-b", "-p", "-u", "-e", "-v", "-t", "--bind", "--port"})),
    Program(
        name="granian",
        workers=("--workers",),
        threads=("--blocking-threads", "--threads"),
        worker_class=("--interface",),
        valued=frozenset({"--host", "--port"}),
    ),
    Program(name="waitress", threads=("--threads",), valued=frozenset({"--host", "--port", "--listen"})),
    Program(
        name="uwsgi",
        workers=("-p", "--processes", "--workers"),
        threads=("--threads",),
        target=("--module", "-w", "--wsgi-file", "--wsgi", "--ini", "--yaml"),
    ),
    Program(
        name="celery",
        subcommands={"worker": "celery", "beat": "celery-beat", "flower": "celery-flower", "multi": "celery"},
        workers=("-c", "--concurrency"),
        worker_class=("-P", "--pool"),
        target=_APP,
        valued=frozenset({"-l", "-Q", "-n", "-b", "-s", "--loglevel", "--queues", "--hostname", "--workdir"}),
    ),
    Program(
        name="huey",
        workers=("-w", "--workers"),
        worker_class=("-k", "--worker-type"),
    ),
    Program(name="dramatiq", workers=("-p", "--processes"), threads=("-t", "--threads"), reload=frozenset({"--watch"})),
    Program(
        name="sanic",
        workers=("-w", "--workers"),
        reload=frozenset({"--dev", "-d", "--auto-reload", "-r", "--debug"}),
        all_cores=frozenset({"--fast"}),
        valued=frozenset({"-H", "-p", "--host", "--port"}),
    ),
    Program(
        name="pm2",
        subcommands={"": "pm2", "start": "pm2", "restart": "pm2", "reload": "pm2", "startOrRestart": "pm2"},
        workers=("-i", "--instances"),
        reload=frozenset({"--watch"}),
        valued=frozenset({"--name", "-n", "--env", "-e", "-o", "-l"}),
    ),
    _tool("flask", "", "run", target=_APP),
    _tool("quart", "", "run", target=_APP),
    _tool("fastapi", "run", "dev", workers=("--workers",)),
    _tool("litestar", "run", target=_APP, workers=("--web-concurrency", "--wc", "-W")),
    _tool("arq", "."),
    _tool("taskiq", "worker scheduler", workers=("-w", "--workers")),
    _tool("rq", "worker worker-pool", workers=("--num-workers",)),
    _tool("faust", "worker", target=_APP),
    _tool("nameko", "run"),
    _tool("procrastinate", "worker", target=_APP),
    _tool("airflow", "webserver scheduler standalone triggerer api-server dag-processor celery"),
    _tool("streamlit", "run"),
    _tool("gradio", "", "."),
    _tool("chainlit", "run"),
    _tool("panel", "serve"),
    _tool("bokeh", "serve"),
    _tool("voila", "."),
    _tool("mlflow", "server ui models"),
    _tool("jupyter", "lab notebook server"),
    _tool("bentoml", "serve start"),
    _tool("vllm", "serve"),
    _tool("rasa", "run"),
    _tool("prefect", "server worker agent"),
    _tool("superset", "", "run"),
    _tool("pserve", "."),
    _tool("mod-wsgi", "start-server", workers=("--processes",), threads=("--threads",)),
    _tool("twistd", "."),
    _tool("adev", "", "runserver"),
    _tool("scrapy", "crawl runspider"),
    _tool("locust", "."),
    _tool("supervisord", "."),
    _tool("honcho", "start"),
    _tool("nginx", "."),
    _tool("caddy", "run"),
    _tool("tsx", ".", "watch"),
    _tool("ts-node", "."),
    _tool("ts-node-dev", "", "."),
    _tool("babel-node", "", "."),
    _tool("vite-node", "."),
    _tool(
        "nodemon", "", ".", valued=frozenset({"-w", "--watch", "-e", "--ext", "-i", "--ignore", "-x", "--exec", "-r"})
    ),
    _tool("forever", ". start"),
    _tool("next", "start", ". dev"),
    _tool("nuxt", "start preview", ". dev"),
    _tool("nest", "start"),
    _tool("fastify", "start"),
    _tool("sails", "lift"),
    _tool("strapi", "start", "develop dev"),
    _tool("directus", "start"),
    _tool("keystone", "start", "dev"),
    _tool("medusa", "start", "develop"),
    _tool("meteor", "", ". run"),
    _tool("moleculer-runner", "."),
    _tool("probot", "run"),
    _tool("hubot", "."),
    _tool("node-red", "."),
    _tool("n8n", ". start worker"),
    _tool("ghost", "start run"),
    _tool("remix-serve", "."),
    _tool("remix", "", "dev"),
    _tool("react-router-serve", "."),
    _tool("react-router", "", "dev"),
    _tool("astro", "preview", "dev"),
    _tool("gatsby", "serve", "develop"),
    _tool("vite", "preview", ". dev serve"),
    _tool("react-scripts", "", "start"),
    _tool("react-app-rewired", "", "start"),
    _tool("craco", "", "start"),
    _tool("vue-cli-service", "", "serve"),
    _tool("ng", "", "serve s"),
    _tool("ember", "", "serve s server"),
    _tool("webpack", "", "serve"),
    _tool("webpack-dev-server", "", "."),
    _tool("parcel", "", ". serve watch"),
    _tool("docusaurus", "serve", "start"),
    _tool("live-server", "", "."),
    _tool("json-server", "", "."),
    _tool("http-server", "."),
    _tool("serve", "."),
    _tool("electron", "."),
    _tool("electron-forge", "", "start"),
    _tool("expo", "", "start"),
    _tool("wrangler", "", "dev"),
    _tool("serverless", "", "offline"),
)

_ALIASES = {
    "gunicorn3": "gunicorn",
    "waitress-serve": "waitress",
    "huey_consumer": "huey",
    "huey_consumer.py": "huey",
    "pm2-runtime": "pm2",
    "pm2-docker": "pm2",
    "rqworker": "rq",
    "mod_wsgi-express": "mod-wsgi",
    "jupyter-lab": "jupyter",
    "jupyter-notebook": "jupyter",
    "tsnd": "ts-node-dev",
    "nuxi": "nuxt",
    "nuxt-ts": "nuxt",
    "sls": "serverless",
    "foreman": "honcho",
    "dramatiq-gevent": "dramatiq",
}

PROGRAMS: dict[str, Program] = {program.name: program for program in _SERVERS}
PROGRAMS.update({alias: PROGRAMS[name] for alias, name in _ALIASES.items()})

# Aliases that are a subcommand in themselves.
IMPLIED_SUBCOMMAND = {
    "rqworker": "worker",
    "jupyter-lab": "lab",
    "jupyter-notebook": "notebook",
}
