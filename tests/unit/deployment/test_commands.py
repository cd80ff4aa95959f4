from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployment.helpers import start
from stackfit.deployment import parse_command
from stackfit.model.source import Location


@pytest.mark.parametrize(
    ("command", "program", "target", "worker_class", "workers", "threads"),
    [
        ("gunicorn -w 4 -k uvicorn.workers.UvicornWorker app.main:app", "gunicorn", "app.main:app", "uvicorn", 4, None),
        ("exec gunicorn -b :$PORT --workers ${WEB_CONCURRENCY:-4} a:b", "gunicorn", "a:b", "", 4, None),
        ("gunicorn --threads 8 -w2 --timeout 0 main:app", "gunicorn", "main:app", "gthread", 2, 8),
        ("gunicorn -k gevent --preload 'app:create_app()'", "gunicorn", "app:create_app()", "gevent", None, None),
        ("WEB_CONCURRENCY=3 gunicorn app:app", "gunicorn", "app:app", "", 3, None),
        ("gunicorn -w $(nproc) app:app", "gunicorn", "app:app", "", 0, None),
        ("gunicorn -w $(( 2 * `nproc` + 1 )) app:app", "gunicorn", "app:app", "", 0, None),
        ("uvicorn --factory --workers=2 app:make", "uvicorn", "app:make", "", 2, None),
        ("hypercorn -k trio -w 2 app:app", "hypercorn", "app:app", "trio", 2, None),
        ("daphne -b 0.0.0.0 -p 80 site.asgi:application", "daphne", "site.asgi:application", "", None, None),
        ("waitress-serve --port=80 --threads=6 --call a:b", "waitress", "a:b", "", None, 6),
        ("uwsgi --http :80 --module a.wsgi --processes 4 --gevent 9", "uwsgi", "a.wsgi", "gevent", 4, None),
        ("granian --interface asgi --workers 2 a:b", "granian", "a:b", "asgi", 2, None),
        ("celery -A proj worker -l info -c 4 -P gevent", "celery", "proj", "gevent", 4, None),
        ("celery worker -A proj --concurrency=2", "celery", "proj", "", 2, None),
        ("celery -A proj beat", "celery-beat", "proj", "", None, None),
        ("rq worker high", "rq", "high", "", None, None),
        ("huey_consumer.py app.huey -k process -w 4", "huey", "app.huey", "process", 4, None),
        ("dramatiq app.tasks -p 3 -t 5", "dramatiq", "app.tasks", "", 3, 5),
        ("sanic app.server --fast", "sanic", "app.server", "", 0, None),
        ("streamlit run ui.py --server.port 80", "streamlit", "ui.py", "", None, None),
        ("python -u -m app.server", "python", "app.server", "", None, None),
        ("python3.11 bot.py", "python", "bot.py", "", None, None),
        ("python -m uvicorn a:b", "uvicorn", "a:b", "", None, None),
        ("node -r dotenv/config --max-old-space-size=4096 dist/main.js", "node", "dist/main.js", "", None, None),
        ("node node_modules/.bin/next start", "next", "", "", None, None),
        ("pm2-runtime start server.js -i max", "pm2", "server.js", "", 0, None),
        ("pm2 start dist/app.js --name api -i 4 --no-daemon", "pm2", "dist/app.js", "", 4, None),
        ("deno run --allow-net main.ts", "deno", "main.ts", "", None, None),
        ("bun run start", "bun", "start", "", None, None),
        ("npm start", "npm", "start", "", None, None),
        ("npm run start:prod --workspace api", "npm", "start:prod", "", None, None),
        ("yarn workspace api serve-it", "yarn", "serve-it", "", None, None),
        ("./bin/serve --port 80", "", "./bin/serve", "", None, None),
    ],
)
def test_programs(
    command: str, program: str, target: str, worker_class: str, workers: int | None, threads: int | None
) -> None:
    (found,) = start(command)
    assert (found.program, found.target, found.worker_class) == (program, target, worker_class)
    assert (found.workers, found.threads) == (workers, threads)
    assert not found.development
    assert found.production


@pytest.mark.parametrize(
    "command",
    [
        "flask run",
        "flask --app hello --debug run",
        "python manage.py runserver 0.0.0.0:80",
        "uvicorn app:app --reload",
        "gunicorn --reload app:app",
        "fastapi dev main.py",
        "nodemon server.js",
        "ts-node-dev --respawn src/app.ts",
        "tsx watch src/app.ts",
        "node --watch server.js",
        "next",
        "next dev",
        "vite",
        "react-scripts start",
        "webpack serve",
    ],
)
def test_development_servers(command: str) -> None:
    (found,) = start(command)
    assert found.development


@pytest.mark.parametrize(
    "wrapper",
    [
        "exec {}",
        "sh -c 'cd /app && {}'",
        'bash -lc "{}"',
        "poetry run {}",
        "pipenv run {}",
        "uv run --frozen --extra web {}",
        "npx {}",
        "pnpm exec {}",
        "dumb-init -- {}",
        "tini -g -- {}",
        "su-exec app {}",
        "sudo -E -u app {}",
        "env A=1 B=2 {}",
        "A=1 {}",
        "opentelemetry-instrument {}",
        "ddtrace-run {}",
        "newrelic-admin run-program {}",
        "./wait-for-it.sh db:5432 -t 60 -- {}",
        "/docker-entrypoint.sh {}",
        "timeout 30 {}",
        "xvfb-run -a {}",
        "cross-env NODE_ENV=production {}",
        "python manage.py migrate && python manage.py collectstatic --noinput; {}",
        "npm ci && {} > out.log 2>&1",
        "if [ -f x ]; then {}; fi",
    ],
)
def test_wrappers_are_seen_through(wrapper: str) -> None:
    (found,) = start(wrapper.format("gunicorn -w 2 app:app"))
    assert (found.program, found.target, found.workers) == ("gunicorn", "app:app", 2)


def test_several_processes_on_one_line() -> None:
    found = start("celery -A p worker & celery -A p beat & gunicorn a:b; wait")
    assert [item.program for item in found] == ["celery", "celery-beat", "gunicorn"]
    assert found[2].command == "gunicorn a:b"


def test_concurrently() -> None:
    found = start('concurrently "npm:api" "npm run ui" "node worker.js"')
    assert [(item.program, item.target) for item in found] == [("npm", "api"), ("npm", "ui"), ("node", "worker.js")]


@pytest.mark.parametrize(
    "command",
    ["", "   ", "npm install", "python manage.py migrate", "flask db upgrade", "yarn", "rm -rf dist", "echo hi"],
)
def test_chores_start_nothing(command: str) -> None:
    assert start(command) == []


@pytest.mark.parametrize("process", ["dev", "start:dev", "test", "watch-css", "e2e"])
def test_scripts_named_for_development_are_not_production(process: str) -> None:
    (found,) = start("node server.js", process)
    assert not found.production


@pytest.mark.parametrize("process", ["web", "start", "device-api", "latest"])
def test_other_names_stay_production(process: str) -> None:
    (found,) = start("node server.js", process)
    assert found.production


def test_variables_of_the_surroundings_are_used() -> None:
    place = Location(path="x")
    (found,) = parse_command(
        "gunicorn -w $N app:app", place, "t", variables={"N": "6", "GUNICORN_CMD_ARGS": "-k gevent"}
    )
    assert (found.workers, found.worker_class) == (6, "gevent")


@pytest.mark.parametrize("command", ['node "server.js', "node 'a b", 'gunicorn app:app "', "(((", "$(", "a=b=c '\"'"])
def test_odd_quoting_never_raises(command: str) -> None:
    start(command)


@given(st.text(alphabet="abcnode gunicorn-w -k$(){}'\"\\;&|<>=:\n`#./", max_size=80))
def test_no_text_raises(command: str) -> None:
    start(command)


def test_what_must_end_first_only_prepares() -> None:
    assert [item.program for item in start("python init.py && npm run seed && gunicorn shop:app")] == ["gunicorn"]
    assert [item.target for item in start("python bot.py & python main.py")] == ["bot.py", "main.py"]
    assert [item.target for item in start("if [ -n $X ]; then node a.js; else node b.js; fi")] == ["a.js", "b.js"]
