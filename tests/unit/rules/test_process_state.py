"""State in a module's dict: one odd file must not silence the rule for the others."""

from __future__ import annotations

from small_repos import ScanRepo

STORE = """
from flask import Flask
app = Flask(__name__)
sessions = {value}

@app.route("/in")
def enter():
    sessions[who()] = 1

@app.route("/out")
def leave():
    return sessions[who()]
"""


def test_an_endless_chain_of_calls_is_no_empty_dict(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "Procfile": "web: gunicorn --workers 4 app:app",
            "app.py": STORE.format(value="collections.defaultdict(list)"),
            "odd.py": STORE.format(value="f" + "()" * 600),
        }
    )
    assert report.coverage.errors == ()
    assert [item.location.path for item in report.findings if item.code == "SF502"] == ["app.py"]
