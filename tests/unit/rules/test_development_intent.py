"""A development server is no finding where its place says that it is meant for developers."""

from __future__ import annotations

import pytest

from small_repos import ScanRepo

RUN = 'CMD ["flask", "run"]\n'


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Dockerfile", "FROM python:3.12\n" + RUN, 1),
        (
            "Dockerfile",
            "# For local development only; production has an image of its own.\nFROM python:3.12\n" + RUN,
            0,
        ),
        ("Dockerfile", "# The image of production, not of development.\nFROM python:3.12\n" + RUN, 1),
        ("Dockerfile", "FROM python:3.12 AS dev\n" + RUN, 0),
        ("Dockerfile", "FROM python:3.12 AS device\n" + RUN, 1),
        (
            "Dockerfile",
            "FROM python:3.12\nWORKDIR /app\nCOPY . .\nEXPOSE 80\nRUN true\n# start the dev server\n" + RUN,
            0,
        ),
        ("docker/dev/Dockerfile", "FROM python:3.12\n" + RUN, 0),
        ("docker/web/Dockerfile", "FROM python:3.12\n" + RUN, 1),
        ("Dockerfile.dev", "FROM python:3.12\n" + RUN, 0),
    ],
)
def test_what_a_dockerfile_says_of_itself(scan_repo: ScanRepo, name: str, text: str, expected: int) -> None:
    report = scan_repo(
        {name: text, "requirements.txt": "flask\n", "app.py": "import flask\napp = flask.Flask('shop')\n"}
    )
    assert len([item for item in report.findings if item.code == "SF504"]) == expected


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('if [ "$APP_ENV" = "local" ]; then\n  exec flask run\nfi\nexec gunicorn app:app\n', 0),
        ('if [ "$APP_ENV" = "production" ]; then\n  exec gunicorn app:app\nelse\n  exec flask run\nfi\n', 0),
        ('case "$1" in\n  dev)\n    exec flask run\n    ;;\n  *)\n    exec gunicorn app:app\n    ;;\nesac\n', 0),
        ('if [ "$APP_ENV" = "local" ]; then\n  echo hello\nfi\nexec flask run\n', 1),
        ('if [ "$APP_ENV" = "production" ]; then\n  exec flask run\nfi\n', 1),
    ],
)
def test_the_branch_of_a_script_that_is_taken_in_development(scan_repo: ScanRepo, script: str, expected: int) -> None:
    report = scan_repo(
        {
            "Dockerfile": 'FROM python:3.12\nCOPY . .\nENTRYPOINT ["./entrypoint.sh"]\n',
            "entrypoint.sh": "#!/bin/sh\n" + script,
            "requirements.txt": "flask\n",
            "app.py": "import flask\napp = flask.Flask('shop')\n",
        }
    )
    assert len([item for item in report.findings if item.code == "SF504"]) == expected


@pytest.mark.parametrize(("name", "expected"), [("Dockerfile.cloud", 0), ("Dockerfile.cache", 1)])
def test_a_neighbour_that_is_deployed(scan_repo: ScanRepo, name: str, expected: int) -> None:
    report = scan_repo(
        {
            "Dockerfile": "FROM python:3.12\n" + RUN,
            name: 'FROM python:3.12\nCMD ["gunicorn", "app:app"]\n',
            "requirements.txt": "flask\n",
            "app.py": "import flask\napp = flask.Flask('shop')\n",
        }
    )
    assert len([item for item in report.findings if item.code == "SF504"]) == expected


@pytest.mark.parametrize(
    ("name", "volume", "expected"), [("Procfile", ".:/app", 0), ("Procfile", "data:/app", 1), ("Notes", ".:/app", 1)]
)
def test_sources_laid_over_an_image_where_something_else_deploys(
    scan_repo: ScanRepo, name: str, volume: str, expected: int
) -> None:
    report = scan_repo(
        {
            "Dockerfile": "FROM python:3.12\nWORKDIR /app\nCOPY . .\n" + RUN,
            "compose.yaml": f"services:\n  web:\n    build:\n      context: .\n    volumes:\n      - '{volume}'\n",
            name: "web: gunicorn app:app\n",
            "requirements.txt": "flask\n",
            "app.py": "import flask\napp = flask.Flask('shop')\n",
        }
    )
    assert len([item for item in report.findings if item.code == "SF504"]) == expected
