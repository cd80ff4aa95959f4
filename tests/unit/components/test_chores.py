from __future__ import annotations

from stackfit.components.chores import mark_chores
from stackfit.deployment import parse_command
from stackfit.model.kinds import Ecosystem, Language, Role
from stackfit.model.manifest import Manifest, Script
from stackfit.model.source import Location, SourceFile


def _manifest(folder: str = "", main: str = "index.js", **scripts: str) -> Manifest:
    path = f"{folder}package.json"
    return Manifest(
        path=path,
        format="package-json",
        ecosystem=Ecosystem.NPM,
        scripts=tuple(Script(name=name, command=text, location=Location(path=path)) for name, text in scripts.items()),
        entry_points=(Script(name="x", command="bin/cli.js", location=Location(path=path)),),
        flags=frozenset((f"main:{main}",)),
    )


def _tools(manifest: Manifest, *paths: str) -> set[str]:
    code = [SourceFile(path=path, size=1, role=Role.PRODUCTION, language=Language.JAVASCRIPT) for path in paths]
    return {file.path for file in mark_chores(code, [manifest], parse_command) if file.role is Role.TOOLING}


def test_what_builds_and_installs_is_a_tool() -> None:
    scripts = {"build-site": "node ./bin/site.js", "postinstall": "node shared/install", "start": "node server.js"}
    paths = ("bin/site.js", "shared/install.js", "server.js", "index.js")
    assert _tools(_manifest(**scripts), *paths) == {"bin/site.js", "shared/install.js"}
    assert _tools(_manifest("web/", **scripts), *(f"web/{path}" for path in paths), "bin/site.js") == {
        "web/bin/site.js",
        "web/shared/install.js",
    }


def test_what_is_started_or_offered_too_is_none() -> None:
    assert _tools(_manifest(build="node all.js", start="node all.js"), "all.js", "index.js") == set()
    assert _tools(_manifest(test="node index.js", lint="node bin/cli.js"), "bin/cli.js", "index.js", "a.js") == set()
    assert _tools(_manifest(dev="node server.js"), "server.js", "index.js") == set()


def test_a_project_that_only_builds_is_about_building() -> None:
    assert _tools(_manifest(build="node build.js"), "build.js") == set()
