from __future__ import annotations

import pytest

from deployment.helpers import read_one, read_tree
from stackfit.deployment import READERS, is_deployment


@pytest.mark.parametrize(
    "path",
    [
        "Dockerfile",
        "docker/Dockerfile.prod",
        "api.Dockerfile",
        "Procfile",
        "docker-compose.yml",
        "compose.override.yaml",
        ".python-version",
        "runtime.txt",
        ".nvmrc",
        ".tool-versions",
        "mise.toml",
        "gunicorn.conf.py",
        "config/gunicorn_config.py",
    ],
)
def test_known_names(path: str) -> None:
    assert is_deployment(path)


@pytest.mark.parametrize(
    "path", [".dockerignore", "Dockerfile.dockerignore", "composer.json", "src/compose.py", "x.md"]
)
def test_other_names(path: str) -> None:
    assert not is_deployment(path)


@pytest.mark.parametrize("data", [b"\0\xff\xfe[[[{{{", b"[" * 3_000, b"'\"\\\n\t=:", b"FROM \\\n" * 50, b"a: b\n- c"])
def test_no_reader_raises(data: bytes) -> None:
    for reader in READERS:
        reader.read("x/file", data, lambda path: None)


def test_procfile() -> None:
    text = "# x\nweb: gunicorn -w 2 app:app\nrelease: python manage.py migrate\nworker: node worker.js\n"
    found = read_one("Procfile", text)
    assert [(item.process, item.program, item.location.line) for item in found.commands] == [
        ("web", "gunicorn", 2),
        ("worker", "node", 4),
    ]
    assert found.services == ("web", "worker")
    assert not read_one("Procfile.dev", text).commands[0].production


@pytest.mark.parametrize(
    ("path", "text", "pins"),
    [
        ("runtime.txt", "python-3.11.4\n", [("python", "3.11.4", 1)]),
        (".python-version", "# local\n3.12\n3.11\n", [("python", "3.12", 2)]),
        (".python-version", "pypy3.9-7.3\n", [("pypy", "3.9", 1)]),
        (".nvmrc", "v18.2.0", [("node", "18.2.0", 1)]),
        (".nvmrc", "lts/Hydrogen", [("node", "18", 1)]),
        (".nvmrc", "lts/*", []),
        (".node-version", "", []),
        (
            ".tool-versions",
            "ruby 3.1\nnodejs 20.1.0\npython 3.10 3.9\n",
            [("node", "20.1.0", 2), ("python", "3.10", 3)],
        ),
        ("mise.toml", '[tools]\nnode = "22"\npython = ["3.11", "3.12"]\n', [("node", "22", 2), ("python", "3.11", 3)]),
    ],
)
def test_pins(path: str, text: str, pins: list[tuple[str, str, int]]) -> None:
    found = read_one(path, text)
    assert [(pin.runtime, pin.version, pin.location.line) for pin in found.pins] == pins
    assert found.format == "pin"


def test_gunicorn_config_fills_in_the_command_line() -> None:
    tree = {
        "Procfile": "web: gunicorn -c conf/gunicorn_conf.py --threads 2 app:app\n",
        "conf/gunicorn_conf.py": (
            "import os, multiprocessing\nN = os.getenv('N', 3)\nworkers = int(N)\nthreads = 9\n"
            "worker_class = 'uvicorn.workers.UvicornWorker'\n"
        ),
    }
    (command,) = (item for one in read_tree(tree) if one.format == "procfile" for item in one.commands)
    assert (command.workers, command.threads, command.worker_class) == (3, 2, "uvicorn")


def test_gunicorn_config_by_cores() -> None:
    found = read_one("gunicorn.conf.py", "import multiprocessing as m\nworkers = m.cpu_count() * 2 + 1\n")
    assert [(item.workers, item.location.line) for item in found.commands] == [(0, 2)]


def test_gunicorn_config_that_is_not_python_3() -> None:
    assert read_one("gunicorn.conf.py", "print 'x'\n").errors
