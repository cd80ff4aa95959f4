"""The summary and what was and was not seen."""

from __future__ import annotations

from small_repos import AS_OF, ScanRepo

FLASK = "from flask import Flask\napp = Flask(__name__)\n"


def test_what_was_read_parsed_and_skipped_is_counted(scan_repo: ScanRepo) -> None:
    report = scan_repo(
        {
            "requirements.txt": "flask\n",
            "app.py": FLASK,
            "plain.py": "x = 1\n",
            "node_modules/left-pad/index.js": "module.exports = 1;\n",
        }
    )
    assert report.coverage.files_read == 2
    assert report.coverage.files_parsed >= 1
    assert all(skip.reason for skip in report.coverage.skipped)


def test_the_report_says_by_what_it_was_made(scan_repo: ScanRepo) -> None:
    report = scan_repo({"app.py": FLASK})
    assert report.as_of == AS_OF.isoformat()
    assert report.scoring_profile == "article"
    assert report.data_version


def test_the_surest_workload_is_the_primary_one(scan_repo: ScanRepo) -> None:
    summary = scan_repo({"requirements.txt": "discord.py\n", "bot.py": "import discord\ndiscord.Client()\n"}).summary
    assert summary.primary_workload == summary.workloads[0][0] == "chatbot"


def test_faint_evidence_names_no_primary_workload(scan_repo: ScanRepo) -> None:
    assert scan_repo({"README.md": "# Notes\n", "a.py": "x = 1\n"}).summary.primary_workload == "unknown"
