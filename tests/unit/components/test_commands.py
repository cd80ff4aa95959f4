"""Start commands that manifests hold."""

from __future__ import annotations

import pytest

from stackfit.components.commands import script_commands
from stackfit.deployment import parse_command
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
