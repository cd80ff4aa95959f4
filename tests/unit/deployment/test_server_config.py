from __future__ import annotations

import pytest

from deployment.helpers import read_one, read_tree

UWSGI = """# uWSGI
[uwsgi]
base = /srv
module = shop.wsgi:application
master = true
processes = 4 ; four
threads = 2
"""


def test_uwsgi_ini() -> None:
    (command,) = read_one("deploy/uwsgi.ini", UWSGI).commands
    assert (command.program, command.target, command.workers, command.threads) == (
        "uwsgi",
        "shop.wsgi:application",
        4,
        2,
    )
    assert (command.worker_class, command.location.line) == ("", 4)


@pytest.mark.parametrize(("line", "worker_class"), [("gevent = 100", "gevent"), ("gevent = false", "")])
def test_green_threads(line: str, worker_class: str) -> None:
    (command,) = read_one("uwsgi.ini", f"{UWSGI}{line}\n").commands
    assert command.worker_class == worker_class


def test_a_process_per_core() -> None:
    assert read_one("uwsgi.ini", "[uwsgi]\nmodule = a\nprocesses = %k\n").commands[0].workers == 0


def test_a_file_for_something_else() -> None:
    assert read_one("uwsgi.ini", "[uwsgi]\nmaster = true\n").commands == ()


def test_a_command_line_takes_its_settings_from_the_file_it_names() -> None:
    tree = {"Procfile": "web: uwsgi --ini deploy/uwsgi.ini --threads 8\n", "deploy/uwsgi.ini": UWSGI}
    (command,) = [item for one in read_tree(tree) for item in one.commands]
    assert (command.process, command.target, command.workers, command.threads) == ("web", "shop.wsgi:application", 4, 8)


def test_hypercorn() -> None:
    tree = {
        "Dockerfile": "FROM python:3.12\nCMD hypercorn -c file:conf/hypercorn.toml shop:app\n",
        "conf/hypercorn.toml": 'bind = "0.0.0.0:80"\nworkers = 3\nworker_class = "trio"\n',
    }
    (command,) = [item for one in read_tree(tree) for item in one.commands]
    assert (command.target, command.workers, command.worker_class) == ("shop:app", 3, "trio")
    assert read_one("hypercorn.toml", "workers = [\n").errors


@pytest.mark.parametrize(
    ("text", "workers"),
    [
        ("UVICORN_WORKERS=2 uvicorn a:b", 2),
        ("WEB_CONCURRENCY=3 uvicorn a:b", 3),
        ("GRANIAN_WORKERS=4 granian a:b", 4),
        ("UVICORN_WORKERS=2 uvicorn --workers 5 a:b", 5),
    ],
)
def test_workers_from_the_environment(text: str, workers: int) -> None:
    assert read_one("Procfile", f"web: {text}\n").commands[0].workers == workers


def test_a_gunicorn_configuration_that_a_command_names_starts_nothing_itself() -> None:
    tree = {"Procfile": "web: gunicorn -c gunicorn.conf.py shop:app\n", "gunicorn.conf.py": "workers = 3\n"}
    assert [(item.source, item.workers) for one in read_tree(tree) for item in one.commands] == [("procfile", 3)]
    alone = {"gunicorn.conf.py": "workers = 3\n"}
    assert [item.source for one in read_tree(alone) for item in one.commands] == ["gunicorn-config"]
