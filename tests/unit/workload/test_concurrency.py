"""How production code does several things at once."""

from __future__ import annotations

import json

import pytest

from small_repos import ProfileRepo
from stackfit.catalogue.technologies import load_catalogue
from stackfit.model.vocabulary import CONCURRENCY

FLASK = "from flask import Flask\napp = Flask(__name__)\n"
FASTAPI = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\nasync def index():\n    return {}\n"
DJANGO = {
    "requirements.txt": "django\n",
    "manage.py": "import django\nfrom django.core.management import execute_from_command_line\n"
    "execute_from_command_line()\n",
    "shop/settings.py": "INSTALLED_APPS = ['django.contrib.admin']\n",
    "shop/urls.py": "from django.urls import path\nurlpatterns = []\n",
    "shop/asgi.py": "from django.core.asgi import get_asgi_application\napplication = get_asgi_application()\n",
}
SETUP = "from setuptools import setup\nsetup(name='push', install_requires=['django'])\n"
FLASK_APP = {"requirements.txt": "flask\n", "app.py": FLASK}
FASTAPI_APP = {"requirements.txt": "fastapi\n", "app.py": FASTAPI}


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (FLASK_APP, ["sync-wsgi"]),
        ({**FLASK_APP, "Procfile": "web: gunicorn app:app\n"}, ["sync-wsgi"]),
        ({**FLASK_APP, "Procfile": "web: gunicorn -k gthread --threads 8 app:app\n"}, ["sync-wsgi", "threads"]),
        ({**FLASK_APP, "Procfile": "web: gunicorn -k gevent app:app\n"}, ["gevent"]),
        ({**FLASK_APP, "Procfile": "web: gunicorn -k eventlet -w 1 app:app\n"}, ["eventlet"]),
        (FASTAPI_APP, ["asyncio"]),
        ({**FASTAPI_APP, "Procfile": "web: uvicorn app:app\n"}, ["asyncio"]),
        ({**FASTAPI_APP, "Procfile": "web: gunicorn -k uvicorn.workers.UvicornWorker app:app\n"}, ["asyncio"]),
        (DJANGO, ["sync-wsgi"]),
        ({"setup.py": SETUP, "push/models.py": "from django.db import models\n"}, []),
        ({**DJANGO, "Procfile": "web: daphne shop.asgi:application\n"}, ["asyncio"]),
    ],
    ids=[
        "flask", "flask-gunicorn", "gthread", "gevent", "eventlet", "fastapi", "fastapi-uvicorn", "fastapi-gunicorn",
        "django", "django-extension", "django-daphne",
    ],
)  # fmt: skip
def test_servers_and_workers(profile_repo: ProfileRepo, tree: dict[str, str], expected: list[str]) -> None:
    assert list(profile_repo(tree).concurrency) == expected


def test_two_kinds_of_server_side_by_side_are_both_told(profile_repo: ProfileRepo) -> None:
    tree = {**DJANGO, "Procfile": "web: gunicorn shop.wsgi\nlive: daphne shop.asgi:application\n"}
    assert profile_repo(tree).concurrency == ("sync-wsgi", "asyncio")


def test_a_thread_pool_of_the_framework_is_not_threads(profile_repo: ProfileRepo) -> None:
    source = FASTAPI + "@app.get('/x')\ndef sync_endpoint():\n    return {}\n"
    assert profile_repo({"requirements.txt": "fastapi\n", "app.py": source}).concurrency == ("asyncio",)


def test_flask_socketio_serves_itself(profile_repo: ProfileRepo) -> None:
    source = FLASK + "from flask_socketio import SocketIO\nio = SocketIO(app)\nio.run(app)\n"
    profile = profile_repo({"requirements.txt": "flask\nflask-socketio\n", "app.py": source})
    assert "sync-wsgi" not in profile.concurrency


def test_a_development_command_says_nothing_of_production(profile_repo: ProfileRepo) -> None:
    package = {"name": "x", "scripts": {"dev": "uvicorn app:app --reload"}}
    tree = {**FLASK_APP, "package.json": json.dumps(package)}
    assert profile_repo(tree).concurrency == ("sync-wsgi",)


def test_only_celery_is_celery(profile_repo: ProfileRepo) -> None:
    celery = "from celery import Celery\napp = Celery('x')\n@app.task\ndef work(): ...\n"
    assert profile_repo({"requirements.txt": "celery\n", "a.py": celery}).concurrency == ("celery",)


def test_another_queue_is_not_celery(profile_repo: ProfileRepo) -> None:
    queue = "from rq import Queue\nfrom redis import Redis\nq = Queue(connection=Redis())\n"
    assert "celery" not in profile_repo({"requirements.txt": "rq\nredis\n", "a.py": queue}).concurrency


def test_asyncio_by_its_import(profile_repo: ProfileRepo) -> None:
    assert profile_repo({"a.py": "import asyncio\nasyncio.run(main())\n"}).concurrency == ("asyncio",)


@pytest.mark.parametrize(
    ("source", "model"),
    [
        ("import multiprocessing\nmultiprocessing.Process(target=print).start()\n", "multiprocessing"),
        ("from concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor(4)\n", "threads"),
        ("from concurrent.futures import ProcessPoolExecutor\nProcessPoolExecutor(4)\n", "multiprocessing"),
        ("import trio\ntrio.run(print)\n", "trio"),
        ("from gevent import monkey\nmonkey.patch_all()\n", "gevent"),
        ("from twisted.internet import reactor\nreactor.run()\n", "twisted"),
        ("import tornado.ioloop\ntornado.ioloop.IOLoop.current().start()\n", "tornado"),
    ],
)
def test_python_models_by_code(profile_repo: ProfileRepo, source: str, model: str) -> None:
    assert model in profile_repo({"a.py": source}).concurrency


def test_words_are_not_concurrency(profile_repo: ProfileRepo) -> None:
    source = '"""import asyncio, threading"""\n# threading.Thread()\nx = "multiprocessing.Process"\n'
    assert profile_repo({"a.py": source, "tests/test_a.py": "import asyncio\nasyncio.run(x())\n"}).concurrency == ()


def node(source: str, **values: object) -> dict[str, str]:
    return {"package.json": json.dumps({"name": "x", **values}), "a.js": source}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("require('http').createServer(() => {}).listen(1);\n", ["event-loop"]),
        ("const cluster = require('cluster');\nrequire('http');\ncluster.fork();\n", ["event-loop", "cluster"]),
        (
            "const { Worker } = require('node:worker_threads');\nnew Worker('./b.js');\n",
            ["event-loop", "worker-threads"],
        ),
        ("const { spawn } = require('child_process');\nspawn('ls');\n", ["event-loop", "child-process"]),
    ],
    ids=["plain", "cluster", "worker-threads", "child-process"],
)
def test_node_models(profile_repo: ProfileRepo, source: str, expected: list[str]) -> None:
    assert list(profile_repo(node(source)).concurrency) == expected


def test_every_node_back_end_has_an_event_loop_with_a_place(profile_repo: ProfileRepo) -> None:
    profile = profile_repo(node("module.exports = 1;\n", dependencies={"express": "4"}))
    assert profile.concurrency == ("event-loop",)
    assert [(name, [item.location.path for item in places]) for name, places in profile.concurrency_evidence] == [
        ("event-loop", ["package.json"])
    ]


def test_browser_code_never_has_an_event_loop_of_its_own(profile_repo: ProfileRepo) -> None:
    profile = profile_repo(node("document.title = 'x';\nnew Worker('b.js');\nimport('react');\n", private=True))
    assert profile.runtime.value == "browser"
    assert profile.concurrency == ()


def test_pm2(profile_repo: ProfileRepo) -> None:
    tree = {
        **node("require('express')().listen(1);\n", dependencies={"express": "4", "pm2": "5"}),
        "Dockerfile": 'FROM node:20\nCMD ["pm2-runtime", "a.js", "-i", "4"]\n',
    }
    assert list(profile_repo(tree).concurrency) == ["event-loop", "pm2"]


def test_models_come_in_one_order_each_with_evidence(profile_repo: ProfileRepo) -> None:
    source = (
        FLASK + "import asyncio, threading, multiprocessing\nfrom celery import Celery\nCelery()\nasyncio.run(x())\n"
    )
    profile = profile_repo({"requirements.txt": "flask\ncelery\n", "a.py": source + "threading.Thread()\n"})
    assert list(profile.concurrency) == [model for model in CONCURRENCY if model in profile.concurrency]
    assert tuple(model for model, _ in profile.concurrency_evidence) == profile.concurrency
    assert all(places for _, places in profile.concurrency_evidence)


def test_the_catalogue_speaks_of_known_models_only() -> None:
    for entry in load_catalogue().technologies:
        assert {*entry.concurrency, *entry.overrides} <= set(CONCURRENCY), entry.id
