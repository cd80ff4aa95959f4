"""Rules on code that several processes run: which of them loads it, and what says that one alone is meant."""

from __future__ import annotations

import pytest

from small_repos import ScanRepo
from stackfit.model.finding import Finding
from stackfit.model.report import Report

JOBS = """
from apscheduler.schedulers.background import BackgroundScheduler

scheduler = BackgroundScheduler()
scheduler.start()
"""
SERVED = "from flask import Flask\nfrom . import jobs\napp = Flask(__name__)\n"
LIMITS = """
const { rateLimit } = require("express-rate-limit");
const app = require("express")();
app.use(rateLimit(%s));
app.listen(3000);
"""
PM2 = 'module.exports = { apps: [{ name: "shop", script: "./server.js", instances: 4, exec_mode: "cluster" }] };'


def found(report: Report, code: str) -> list[Finding]:
    assert report.coverage.errors == ()
    return [item for item in report.findings if item.code == code]


def test_a_scheduler_is_followed_through_the_imports_of_a_package(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "Dockerfile": 'FROM python:3.12\nCMD ["gunicorn", "-w 4", "shop.web:app"]\n',
            "shop/__init__.py": "",
            "shop/web.py": SERVED,
            "shop/jobs.py": JOBS,
            "requirements.txt": "flask\ngunicorn\n",
        }
    )
    assert [(item.location.path, item.location.line) for item in found(report, "SF507")] == [("shop/jobs.py", 5)]


def test_a_scheduler_that_no_server_loads_is_left_alone(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "Procfile": "web: gunicorn -w 4 shop.web:app\nclock: python -m shop.jobs\n",
            "shop/__init__.py": "",
            "shop/web.py": SERVED.replace("from . import jobs\n", ""),
            "shop/jobs.py": JOBS,
            "requirements.txt": "flask\ngunicorn\n",
        }
    )
    assert found(report, "SF507") == []


@pytest.mark.parametrize("extra", ["import fcntl\n", "# only the leader runs these\n"])
def test_a_scheduler_with_a_lock_is_left_alone(scan_repo: ScanRepo, extra: str) -> None:
    report = scan_repo(
        {
            "Procfile": "web: gunicorn -w 4 shop.web:app\n",
            "shop/__init__.py": "",
            "shop/web.py": SERVED,
            "shop/jobs.py": extra + JOBS,
            "requirements.txt": "flask\ngunicorn\n",
        }
    )
    assert found(report, "SF507") == []


def test_jobs_of_nest_are_decorated_methods(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "package.json": '{"name": "shop", "dependencies": {"@nestjs/core": "10", "@nestjs/schedule": "4"}}',
            "ecosystem.config.js": PM2.replace("./server.js", "dist/main.js"),
            "src/main.ts": 'import { NestFactory } from "@nestjs/core";\nNestFactory.create({});\n',
            "src/mails.ts": (
                'import { Cron } from "@nestjs/schedule";\n'
                "export class Mails {\n  @Cron('0 7 * * *')\n  send() {}\n}\n"
            ),
        }
    )
    assert [item.location.path for item in found(report, "SF507")] == ["src/mails.ts"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [("{ limit: 5 }", 1), ("", 1), ("{ limit: 5, store: shared }", 0), ("{ ...options }", 0), ("options", 0)],
)
def test_a_limiter_is_local_only_where_its_options_are_seen(scan_repo: ScanRepo, options: str, expected: int) -> None:
    report = scan_repo(
        {
            "package.json": '{"name": "shop", "dependencies": {"express": "4", "express-rate-limit": "7"}}',
            "ecosystem.config.js": PM2,
            "server.js": LIMITS % options,
        }
    )
    assert len(found(report, "SF509")) == expected


@pytest.mark.parametrize(
    ("options", "expected"), [("{ cors: {} }", 1), ("options", 0), ('{ transports: ["websocket"] }', 0)]
)
def test_clients_of_a_shared_socket_server_must_stick(scan_repo: ScanRepo, options: str, expected: int) -> None:
    report = scan_repo(
        {
            "package.json": '{"name": "chat", "dependencies": {"socket.io": "4", "@socket.io/redis-adapter": "8"}}',
            "ecosystem.config.js": PM2,
            "server.js": f'const {{ Server }} = require("socket.io");\nconst io = new Server(3000, {options});\n',
        }
    )
    assert len(found(report, "SF503")) == expected


def test_django_loads_the_scheduler_of_an_app_by_name(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "Procfile": "web: gunicorn --workers 3 shop.wsgi\n",
            "requirements.txt": "django\ngunicorn\napscheduler\n",
            "manage.py": "import django\n",
            "shop/__init__.py": "",
            "shop/wsgi.py": "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n",
            "mails/__init__.py": "",
            "mails/apps.py": (
                "from django.apps import AppConfig\n\n\nclass MailsConfig(AppConfig):\n"
                "    def ready(self):\n        from mails import clock\n\n        clock.start()\n"
            ),
            "mails/clock.py": (
                "from apscheduler.schedulers.background import BackgroundScheduler\n\n\n"
                "def start():\n    scheduler = BackgroundScheduler()\n    scheduler.start()\n"
            ),
        }
    )
    assert [item.location.path for item in found(report, "SF507")] == ["mails/clock.py"]


def test_a_lifespan_starts_a_scheduler_in_each_worker(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "Dockerfile": 'FROM python:3.12\nCMD ["uvicorn", "main:app", "--workers", "4"]\n',
            "requirements.txt": "fastapi\nuvicorn\napscheduler\n",
            "main.py": (
                "from contextlib import asynccontextmanager\n\n"
                "from apscheduler.schedulers.asyncio import AsyncIOScheduler\nfrom fastapi import FastAPI\n\n\n"
                "@asynccontextmanager\nasync def lifespan(app):\n    scheduler = AsyncIOScheduler()\n"
                "    scheduler.start()\n    yield\n\n\napp = FastAPI(lifespan=lifespan)\n"
            ),
        }
    )
    assert [item.location.line for item in found(report, "SF507")] == [10]
