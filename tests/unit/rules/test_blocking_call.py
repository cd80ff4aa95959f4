"""What SF101 says of a call must be true of that call."""

from __future__ import annotations

from pathlib import Path

from small_repos import scan_tree
from stackfit.model.kinds import Severity

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


STOPPED = """from concurrent.futures import ThreadPoolExecutor

import aiohttp


class Plotter:
    def __init__(self):
        self.pool = ThreadPoolExecutor(4)

    async def close(self):
        self.pool.shutdown()

    async def fill(self):
        self.pool.submit(print).result()
"""


def test_putting_an_executor_to_rest_is_a_note_and_waiting_for_its_work_is_not(tmp_path: Path) -> None:
    report = scan_tree(tmp_path, {"requirements.txt": "aiohttp\n", "plotter.py": STOPPED})
    found = {item.location.line: item.severity for item in report.findings if item.code == "SF101"}
    assert found == {11: Severity.INFO, 14: Severity.WARNING}


UPLOADS = """import express from 'express';
import tmp from 'tmp';

const app = express();
app.post('/upload', (req, res) => {
  const folder = tmp.dirSync();
  res.json({ folder: folder.name });
});
"""


def test_making_a_temporary_folder_is_a_note(tmp_path: Path) -> None:
    manifest = '{"name": "uploads", "dependencies": {"express": "^4.19.0", "tmp": "^0.2.3"}}'
    report = scan_tree(tmp_path, {"package.json": manifest, "app.mjs": UPLOADS})
    found = {item.location.line: item.severity for item in report.findings if item.code == "SF101"}
    assert found == {6: Severity.INFO}
