"""What SF101 says of a call must be true of that call."""

from __future__ import annotations

from pathlib import Path

from small_repos import scan_tree

SERVICE = """import subprocess

from fastapi import FastAPI

app = FastAPI()


@app.get("/start")
async def start():
    subprocess.Popen(["convert", "a", "b"])


@app.get("/run")
async def run():
    subprocess.run(["convert", "a", "b"])
"""


def test_starting_a_process_is_told_from_waiting_for_one(tmp_path: Path) -> None:
    report = scan_tree(tmp_path, {"requirements.txt": "fastapi\n", "app.py": SERVICE})
    messages = {item.location.line: item.message for item in report.findings if item.code == "SF101"}
    assert "subprocess.Popen starts a process on the event loop" in messages[10]
    assert "subprocess.run waits for another process on the event loop" in messages[15]
