"""Technologies that manifests, images, commands and files declare."""

from __future__ import annotations

import json

from small_repos import ProfileRepo, ScanRepo, shows, technologies
from stackfit.model.kinds import EvidenceSource, Role

FLASK = "from flask import Flask\napp = Flask(__name__)\n"


def sources(profile_repo: ProfileRepo, tree: dict[str, str], technology: str) -> list[tuple[EvidenceSource, str, int]]:
    use = technologies(profile_repo(tree))[technology]
    return [(item.source, item.location.path, item.location.line) for item in use.evidence]


def test_a_dependency_is_cited_at_the_line_that_declares_it(profile_repo: ProfileRepo) -> None:
    tree = {"requirements.txt": "# needs\nflask\n\nredis>=4\n", "app.py": FLASK}
    assert sources(profile_repo, tree, "redis") == [(EvidenceSource.DEPENDENCY, "requirements.txt", 4)]


def test_a_declared_technology_that_is_never_imported_says_so(profile_repo: ProfileRepo) -> None:
    use = technologies(profile_repo({"requirements.txt": "flask\ntorch\n", "app.py": FLASK}))["torch"]
    assert (use.files, use.central, use.declared) == (0, 0.0, True)


def test_a_development_dependency_is_no_production_technology(profile_repo: ProfileRepo) -> None:
    package = {"name": "x", "dependencies": {"express": "4"}, "devDependencies": {"socket.io-client": "4"}}
    tree = {"package.json": json.dumps(package), "a.js": "require('express')().listen(1);\n"}
    assert not technologies(profile_repo(tree))["socket-io-client"].production


def test_runtime_declarations_are_cited_before_development_ones(profile_repo: ProfileRepo) -> None:
    tree = {"requirements-dev.txt": "flask==3.0.0\n", "requirements.txt": "flask\n", "app.py": "x = 1\n"}
    use = technologies(profile_repo(tree))["flask"]
    assert [item.role for item in use.evidence] == [Role.PRODUCTION, Role.TOOLING]


def test_an_image_shows_a_technology(profile_repo: ProfileRepo) -> None:
    tree = {
        "requirements.txt": "flask\n",
        "app.py": FLASK,
        "compose.yaml": "services:\n  web:\n    build: .\n  cache:\n    image: docker.io/library/redis:7\n",
    }
    assert (EvidenceSource.FILE, "compose.yaml", 5) in sources(profile_repo, tree, "redis")


def test_a_start_command_shows_a_technology(profile_repo: ProfileRepo) -> None:
    tree = {"requirements.txt": "flask\n", "app.py": FLASK, "Procfile": "web: gunicorn app:app\n"}
    assert sources(profile_repo, tree, "gunicorn") == [(EvidenceSource.COMMAND, "Procfile", 1)]


def test_a_name_is_matched_whole(profile_repo: ProfileRepo) -> None:
    tree = {"requirements.txt": "flask-nonesuch-thing\nnotflask\n", "app.py": "x = 1\n"}
    assert not shows(profile_repo(tree), "flask")


def test_a_file_of_one_side_says_nothing_of_the_other(scan_repo: ScanRepo) -> None:
    package = {"name": "x", "private": True, "dependencies": {"next": "14", "react": "18"}}
    report = scan_repo(
        {
            "requirements.txt": "flask\n",
            "app.py": FLASK,
            "package.json": json.dumps(package),
            "next.config.js": "module.exports = {};\n",
            "pages/index.jsx": "export default () => <p/>;\n",
        }
    )
    shown = {item.profile.runtime.value: shows(item.profile, "next") for item in report.components}
    assert shown == {"node": True, "python": False}
