"""One component's profile put together."""

from __future__ import annotations

import json

from small_repos import ProfileRepo, shows
from stackfit.model.kinds import Language

FLASK = "from flask import Flask\napp = Flask(__name__)\n"


def test_production_code_is_counted_by_language(profile_repo: ProfileRepo) -> None:
    tree = {
        "package.json": json.dumps({"name": "x", "dependencies": {"express": "4"}}),
        "a.js": "// only a comment\n\nrequire('express')();\n",
        "b.ts": "import fs from 'fs';\nfs.readFileSync('x');\n",
        "test/a.test.js": "require('fs');\n" * 50,
    }
    counts = {count.language: (count.files, count.lines) for count in profile_repo(tree).languages}
    assert counts == {Language.JAVASCRIPT: (1, 1), Language.TYPESCRIPT: (1, 2)}


def test_frameworks_bear_their_own_names_and_tools_are_none(profile_repo: ProfileRepo) -> None:
    tree = {
        "package.json": json.dumps(
            {"name": "x", "dependencies": {"express": "4", "socket.io": "4"}, "devDependencies": {"jest": "29"}}
        ),
        "a.js": "const io = require('socket.io');\nrequire('express')();\n",
    }
    profile = profile_repo(tree)
    assert profile.frameworks == ("Express", "Socket.IO")
    assert shows(profile, "jest")


def test_numeric_foundations_are_machine_learning_libraries(profile_repo: ProfileRepo) -> None:
    profile = profile_repo({"a.py": "import numpy\nimport pandas\nimport torch\n"})
    assert {name.lower() for name in profile.ml_libraries} >= {"numpy", "pandas"}
    assert len(profile.ml_libraries) == 3


def test_the_interpreter_is_a_technology_with_a_place(profile_repo: ProfileRepo) -> None:
    profile = profile_repo({"requirements.txt": "flask\n", "app.py": FLASK})
    use = next(use for use in profile.technologies if use.id == "cpython")
    assert use.evidence[0].location.path == "requirements.txt"


def test_technologies_come_sorted(profile_repo: ProfileRepo) -> None:
    profile = profile_repo({"requirements.txt": "flask\nzope.interface\n", "app.py": FLASK})
    ids = [use.id for use in profile.technologies]
    assert ids == sorted(ids)
