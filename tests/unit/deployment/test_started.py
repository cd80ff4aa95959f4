from __future__ import annotations

import pytest

from deployment.helpers import read_tree
from stackfit.model.deployment import StartCommand

DOCKERFILE = "FROM python:3.12\nCOPY . .\nCMD python main.py\n"


def served(code: str) -> list[StartCommand]:
    tree = {"Dockerfile": DOCKERFILE, "main.py": code}
    return [item for one in read_tree(tree) for item in one.commands if item.source == "code"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "import uvicorn\nif __name__ == '__main__':\n    uvicorn.run('app:app', workers=4)\n",
            ("uvicorn", "app:app", "", 4, None),
        ),
        (
            "import os\nfrom uvicorn import run\nN = int(os.getenv('W', '3'))\nrun(app, workers=N)\n",
            ("uvicorn", "", "", 3, None),
        ),
        ("from waitress import serve\nserve(app, threads=8)\n", ("waitress", "", "", None, 8)),
        (
            "import asyncio\nfrom hypercorn.config import Config\nfrom hypercorn.asyncio import serve\n"
            "config = Config()\nconfig.workers = 2\nasyncio.run(serve(app, config))\n",
            ("hypercorn", "", "", 2, None),
        ),
        (
            "import granian\ngranian.Granian('app:app', interface='wsgi', workers=2).serve()\n",
            ("granian", "app:app", "wsgi", 2, None),
        ),
        (
            "import multiprocessing\nfrom gunicorn.app.base import BaseApplication\n"
            "class Standalone(BaseApplication):\n    pass\n"
            "options = {'bind': 'x', 'workers': multiprocessing.cpu_count(),\n"
            "           'worker_class': 'uvicorn.workers.UvicornWorker'}\nStandalone(app, options).run()\n",
            ("gunicorn", "", "uvicorn", 0, None),
        ),
    ],
)
def test_a_started_file_tells_what_it_serves(code: str, expected: tuple[str, str, str, int | None, int | None]) -> None:
    (found,) = served(code)
    assert (found.program, found.target, found.worker_class, found.workers, found.threads) == expected
    assert found.location.path == "main.py"
    assert found.production


def test_a_server_that_reloads_itself_is_for_developers() -> None:
    assert served("import uvicorn\nuvicorn.run('app:app', reload=True)\n") == []


def test_a_name_alone_is_not_a_server() -> None:
    assert served("# uvicorn\nclass uvicorn:\n    pass\nfrom mine import serve\nserve(app)\n") == []


def test_a_broken_file_is_left_to_those_who_parse_it() -> None:
    assert served("import uvicorn\nuvicorn.run(\n") == []


def test_a_place_counts_once() -> None:
    tree = {
        "Dockerfile": DOCKERFILE,
        "Procfile": "web: python main.py\nagain: python -m main\n",
        "main.py": "import uvicorn\nuvicorn.run('app:app')\n",
    }
    assert len([item for one in read_tree(tree) for item in one.commands if item.source == "code"]) == 1
