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
