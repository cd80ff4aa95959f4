from __future__ import annotations

import pytest

from deployment.helpers import read_one, read_tree


def test_the_last_stage_runs_and_pins() -> None:
    text = """# syntax=docker/dockerfile:1
ARG VERSION=20
FROM node:${VERSION}-alpine AS build
CMD ["npm", "test"]
FROM docker.io/library/python:3.12-slim
ENV WORKERS=3
RUN <<EOF
CMD nothing
EOF
RUN pip install -r requirements.txt && \\
    rm -rf /root
CMD gunicorn -w $WORKERS \\
    app:app
"""
    found = read_one("Dockerfile", text)
    assert [(image.name, image.tag, image.location.line) for image in found.images] == [
        ("node", "20-alpine", 3),
        ("python", "3.12-slim", 5),
    ]
    assert [(pin.runtime, pin.version) for pin in found.pins] == [("python", "3.12")]
    (command,) = found.commands
    assert (command.program, command.workers, command.location.line) == ("gunicorn", 3, 12)
    assert command.production


def test_entrypoint_and_command_are_one() -> None:
    found = read_one("Dockerfile", 'FROM node:18\nENTRYPOINT ["tini", "--"]\nCMD ["node", "server.js"]\n')
    assert [(item.program, item.target) for item in found.commands] == [("node", "server.js")]


def test_a_stage_inherits_from_the_stage_it_builds_upon() -> None:
    found = read_one("Dockerfile", 'FROM python:3.9 AS base\nCMD ["python", "a.py"]\nFROM base\nRUN true\n')
    assert found.commands[0].target == "a.py"
    assert found.pins[0].version == "3.9"


def test_a_step_behind_the_real_image_is_not_what_runs() -> None:
    text = (
        "FROM node:20 AS release\nCMD node a.js\nFROM release AS pr-test\nCMD npm run try-it\nFROM alpine\nRUN tar x\n"
    )
    assert [item.target for item in read_one("Dockerfile", text).commands] == ["a.js"]


def test_an_entry_script_is_read_where_it_lies() -> None:
    tree = {
        "api/docker/Dockerfile": (
            'FROM python:3.11\nCOPY docker/entry.sh /entry.sh\nCOPY setup.py .\nENTRYPOINT ["/entry.sh"]\n'
        ),
        "api/docker/entry.sh": (
            '#!/bin/sh\npython manage.py migrate\nif [ "$DEV" ]; then\n'
            "  python manage.py runserver\nelse\n  exec gunicorn \\\n    -w 4 site.wsgi\nfi\n"
        ),
        "api/setup.py": "",
    }
    (found,) = read_tree(tree)
    assert [(item.program, item.production, item.location.path, item.location.line) for item in found.commands] == [
        ("django-runserver", False, "api/docker/entry.sh", 4),
        ("gunicorn", True, "api/docker/entry.sh", 6),
    ]
    assert found.context == "api"


def test_a_script_that_passes_on_runs_the_command() -> None:
    tree = {
        "Dockerfile": 'FROM node:20\nCOPY entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["node", "index.js"]\n',
        "entrypoint.sh": '#!/bin/sh\nset -e\nexec "$@"\n',
    }
    (found,) = read_tree(tree)
    assert [(item.program, item.target) for item in found.commands] == [("node", "index.js")]


def test_a_plain_system_image_takes_its_runtime_from_a_stage() -> None:
    found = read_one("Dockerfile", "FROM node:20.1 AS b\nFROM alpine\nRUN apk add nodejs\nCMD node a.js\n")
    assert [(pin.runtime, pin.version) for pin in found.pins] == [("node", "20.1")]


def test_a_site_served_by_nginx_pins_nothing() -> None:
    assert read_one("Dockerfile", "FROM node:20 AS b\nFROM nginx\nCMD nginx -g 'daemon off;'\n").pins == ()


def test_images_with_a_start_of_their_own() -> None:
    found = read_one("Dockerfile", "FROM tiangolo/uvicorn-gunicorn-fastapi:python3.8\nCOPY . /app\n")
    assert [(item.program, item.worker_class) for item in found.commands] == [("gunicorn", "uvicorn")]
    assert found.pins[0].version == "3.8"


def test_version_in_the_image_name() -> None:
    found = read_one("Dockerfile", 'FROM gcr.io/distroless/nodejs20-debian12\nCMD ["server.js"]\n')
    assert [(pin.runtime, pin.version) for pin in found.pins] == [("node", "20")]


def test_development_images() -> None:
    for path in ("Dockerfile.dev", ".devcontainer/Dockerfile", "dev.Dockerfile", "Dockerfile-test"):
        assert not read_one(path, "FROM node\nCMD node a.js\n").commands[0].production


def test_rubbish_gives_nothing() -> None:
    assert read_one("Dockerfile", "\n\\\nFROM\nCMD [\nENTRYPOINT [1, {}\n").commands == ()


@pytest.mark.parametrize(
    ("lines", "pins"),
    [
        ("FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y python3 python3-pip\n", [("python", "3.10")]),
        ("FROM debian:bookworm-slim\nRUN apt install -y python3\n", [("python", "3.11")]),
        ("FROM alpine:3.20.1\nRUN apk add --no-cache python3\n", [("python", "3.12")]),
        ("FROM ubuntu:22.04\nRUN apt-get install -y python3.12-venv python3.12\n", [("python", "3.12")]),
        ("FROM debian:12\nRUN curl -fsSL https://deb.nodesource.com/setup_18.x | bash -\n", [("node", "18")]),
        ("FROM ubuntu\nENV V=20.1.0\nRUN nvm install $V\n", [("node", "20.1.0")]),
        ("FROM ubuntu\nRUN pip3 install python3\n", []),
        ("FROM python:3.12\nRUN apt-get install -y python3\n", [("python", "3.12")]),
        ("FROM --platform=$BUILDPLATFORM python:3.11 AS base\nFROM base AS final\n", [("python", "3.11")]),
        ("FROM gcr.io/distroless/python3-debian12\n", [("python", "3.11")]),
        ("FROM gcr.io/distroless/nodejs20-debian12\n", [("node", "20")]),
    ],
)
def test_versions_of_the_image(lines: str, pins: list[tuple[str, str]]) -> None:
    found = read_one("Dockerfile", f"{lines}CMD python3 app.py\n")
    assert [(pin.runtime, pin.version) for pin in found.pins] == pins


def test_a_bare_image_runs_what_it_copies_from() -> None:
    text = (
        "FROM node:16 AS assets\nFROM node:20 AS build\nFROM debian:12\nCOPY --from=build /usr/local /usr/local\n"
        "CMD node server.js\n"
    )
    assert [pin.version for pin in read_one("Dockerfile", text).pins] == ["20"]


def test_an_image_for_developers_says_so() -> None:
    assert [pin.source for pin in read_one("Dockerfile.dev", "FROM node:20\n").pins] == ["development-image"]


def test_options_alone_are_for_the_runtime_of_the_image() -> None:
    text = 'FROM node:24-slim\nCMD ["--enable-source-maps", "build/main.cjs"]\n'
    assert [(item.program, item.target) for item in read_one("Dockerfile", text).commands] == [
        ("node", "build/main.cjs")
    ]


def test_a_script_from_another_stage_is_found() -> None:
    docker = (
        "FROM node:22 AS server\nCOPY server .\nRUN npm run build\n"
        'FROM node:22\nCOPY --from=server /app/dist .\nCMD ["./start.sh"]\n'
    )
    whole = (
        "FROM node:22 AS build\nCOPY . /src/\n"
        "FROM node:22\nCOPY --from=build /usr/src/app/install/entry.sh /usr/local/bin/\n"
        'ENTRYPOINT ["tini", "--", "entry.sh"]\n'
    )
    tree = {"Dockerfile": docker, "server/start.sh": "node init.js\nnode beside.js &\nexec node app.js\n"}
    assert [item.target for one in read_tree(tree) for item in one.commands] == ["beside.js", "app.js"]
    tree = {"Dockerfile": whole, "install/entry.sh": "exec node app.js\n"}
    assert [item.target for one in read_tree(tree) for item in one.commands] == ["app.js"]
