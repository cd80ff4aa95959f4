"""Measures fleets of small repositories: throughput and memory by number of repositories, workers and engine.

python bench/fleet_load.py PLACE --counts 100,300,1000 --workers 1,2 [--engine dask]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

import psutil

APP = """\
import requests
from fastapi import FastAPI

app = FastAPI()


def fetch_{number}():
    return requests.get("https://example.com/{number}", timeout=3)


@app.get("/")
async def home():
    return fetch_{number}()
"""
BOT = """\
const express = require("express");
const fs = require("fs");
const app = express();
app.get("/{number}", (request, response) => response.send(fs.readFileSync("page-{number}.html")));
app.listen(3000);
"""


class Measured(NamedTuple):
    """One run: `first` and `peak` are megabytes of the collecting process, `workers` of the largest worker."""

    seconds: float
    processor: float
    first: float
    peak: float
    workers: float


def main() -> None:
    """Print a row for each number of repositories and of workers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("place", type=Path)
    parser.add_argument("--counts", default="100,300,1000,3000")
    parser.add_argument("--workers", default="2")
    parser.add_argument("--engine", default="process")
    given = parser.parse_args()
    print(
        "repositories  workers  seconds  processor s  per minute  per processor minute  MB at 10 %  MB peak  MB worker"
    )
    for count in map(int, given.counts.split(",")):
        generate(given.place / "repositories", count)
        for workers in map(int, given.workers.split(",")):
            found = measure(given.place, count, workers, given.engine)
            rates = f"{60 * count / found.seconds:10.0f}  {60 * count / found.processor:20.0f}"
            memory = f"{found.first:11.0f}  {found.peak:7.0f}  {found.workers:9.0f}"
            times = f"{found.seconds:7.1f}  {found.processor:11.1f}"
            print(f"{count:12}  {workers:7}  {times}  {rates}  {memory}", flush=True)


def generate(place: Path, count: int) -> None:
    """Write small services, half of them Python and half Node.js, each a little different."""
    for number in range(count):
        folder = place / f"{number:05}"
        if folder.exists():
            continue
        folder.mkdir(parents=True)
        if number % 2:
            (folder / "requirements.txt").write_text("fastapi==0.115.0\nrequests==2.32.3\n")
            (folder / "app.py").write_text(APP.format(number=number))
        else:
            manifest = {
                "name": f"s{number}",
                "dependencies": {"express": "^4.18.0"},
                "scripts": {"start": "node app.js"},
            }
            (folder / "package.json").write_text(json.dumps(manifest))
            (folder / "app.js").write_text(BOT.replace("{number}", str(number)))


def measure(place: Path, count: int, workers: int, engine: str) -> Measured:
    """Scan the first `count` repositories in a process of its own."""
    listed = place / "list.txt"
    listed.write_text("".join(f"repositories/{number:05}\n" for number in range(count)))
    results = place / f"results-{count}-{workers}-{engine}-{time.time_ns()}"
    options = ["--results", str(results), "--workers", str(workers), "--engine", engine, "--format", "jsonl", "--quiet"]
    command = [sys.executable, "-m", "stackfit", "fleet", "scan", str(listed), *options]
    begun, before = time.monotonic(), os.times()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        watch = Watch(running.pid)
        for number, _ in enumerate(running.stdout or (), start=1):
            if number == max(1, count // 10):
                watch.first = watch.own
        running.wait()
        watch.done.set()
    if running.returncode:
        sys.exit(running.returncode)
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Measured(time.monotonic() - begun, processor, watch.first, watch.peak, watch.workers)


class Watch(threading.Thread):
    """Looks at the memory of a process and of its descendants four times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.own = self.first = self.peak = self.workers = 0.0
        self.done = threading.Event()
        self._process = psutil.Process(pid)
        self.start()

    def run(self) -> None:
        """Look until the run is over."""
        while not self.done.wait(0.25):
            try:
                self.own = self._process.memory_info().rss / 1e6
                self.peak = max(self.peak, self.own)
                others = [child.memory_info().rss / 1e6 for child in self._process.children(recursive=True)]
            except psutil.Error:
                continue
            self.workers = max([self.workers, *others])


if __name__ == "__main__":
    main()
