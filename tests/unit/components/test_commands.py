"""Start commands that manifests hold."""

from __future__ import annotations

import pytest

from stackfit.components.commands import promote_scripts, script_commands
from stackfit.deployment import parse_command
from stackfit.model.deployment import StartCommand
from stackfit.model.kinds import Ecosystem
from stackfit.model.manifest import Manifest, Script
from stackfit.model.source import Location


def commands(**scripts: str) -> list[tuple[str, str, bool]]:
    manifest = Manifest(
        path="package.json",
        format="package-json",
        ecosystem=Ecosystem.NPM,
        scripts=tuple(
            Script(name=name, command=text, location=Location(path="package.json", line=n))
            for n, (name, text) in enumerate(scripts.items(), 1)
        ),
    )
    return [(item.process, item.program, item.production) for item in script_commands(manifest, parse_command)]


def test_the_start_script_is_production_and_others_are_development() -> None:
    assert commands(start="node a.js", dev="nodemon a.js") == [("start", "node", True), ("dev", "nodemon", False)]


@pytest.mark.parametrize("name", ["test", "build", "lint", "prestart", "postinstall"])
def test_other_work_starts_nothing(name: str) -> None:
    assert commands(**{name: "node a.js"}) == []


def test_a_script_that_production_starts_is_production() -> None:
    place = Location(path="x")

    def command(source: str, process: str, program: str, target: str, production: bool) -> StartCommand:
        return StartCommand(
            command="",
            location=place,
            source=source,
            process=process,
            program=program,
            target=target,
            production=production,
        )

    found = promote_scripts(
        [
            command("dockerfile", "", "npm", "server", True),
            command("package-json", "server", "npm", "run:it", False),
            command("package-json", "run:it", "node", "a.js", False),
            command("package-json", "other", "node", "b.js", False),
            command("compose", "dev", "npm", "dev", True),
            command("package-json", "dev", "nodemon", "a.js", False),
        ]
    )
    assert [(item.process, item.production) for item in found if item.source == "package-json"] == [
        ("server", True),
        ("run:it", True),
        ("other", False),
        ("dev", False),
    ]
