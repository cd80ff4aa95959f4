"""Measures whole scans: wall clock, processor time, memory, stages, and the ratio to ruff's async rules.

    python bench/speed.py PATH... [--runs 3]

Every run is a process of its own, so that the start of the interpreter and the reading of the data count; the page
cache is warm after the first one, which is not counted. ruff, where it is installed, runs in turn with stackfit, so
that both meet the same machine. Stages are the processor seconds of one more run. Needs POSIX. This process stays
small, for the system counts a parent's memory as the least that its children have held.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

_SUFFIXES = frozenset((".py", ".ipynb", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts"))
# No cache file of an earlier run, no settings of the repository: the same work each time.
_RUFF = ("check", "--no-cache", "--isolated", "--select", "ASYNC", "--exit-zero", "--quiet")
_GRAPH = "Following the event loop"
_AS_OF = "2026-01-01"


class Run(NamedTuple):
    """One process: seconds by the clock and of processor time, and the most memory it held, in megabytes."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str], output: int = subprocess.DEVNULL) -> tuple[Run, bytes]:
    """Run a command to its end and measure it. A scan that finds something exits 1; only worse is an error."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
    content = process.stdout.read() if process.stdout else b""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} exited with {process.returncode}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit), content


def print_stages(tree: Path) -> None:
    """Scan once in this process and print the processor seconds of each stage."""
    from stackfit.config import Config
    from stackfit.pipeline import scan

    gc.set_threshold(200_000, 10, 10)  # as the command does
    marks = [("Reading the data", time.process_time())]
    scan(tree, Config(), datetime.date.fromisoformat(_AS_OF), lambda stage: marks.append((stage, time.process_time())))
    marks.append(("", time.process_time()))
    spent = {name: after - before for (name, before), (_, after) in pairwise(marks)}
    for name, seconds in spent.items():
        print(f"    {name:24} {seconds:6.2f} s")
    graph = spent[_GRAPH]
    print(f"    The call graph adds {100 * graph / (sum(spent.values()) - graph):.0f} % to the other stages")


def code_bytes(tree: Path) -> int:
    """The size of all source files on disk, read or skipped."""
    files = (path for path in tree.rglob("*") if path.suffix in _SUFFIXES)
    return sum(path.stat().st_size for path in files if path.is_file())


def describe(name: str, runs: Sequence[Run]) -> Run:
    """Print the best and the median of several runs; give the medians."""
    middle = Run(*(statistics.median(values) for values in zip(*runs, strict=True)))
    best, memory = min(item.wall for item in runs), max(item.memory for item in runs)
    print(f"  {name:9} wall {middle.wall:6.2f} s (best {best:.2f})  cpu {middle.cpu:6.2f} s  memory {memory:4.0f} MB")
    return middle


def measure(tree: Path, runs: int) -> None:
    """Measure one tree and print it."""
    command = [sys.executable, "-m", "stackfit", "scan", str(tree), "--format", "json", "--as-of", _AS_OF]
    _, content = run(command, subprocess.PIPE)
    coverage: dict[str, Any] = json.loads(content)["coverage"]
    ruff = shutil.which("ruff", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    ours: list[Run] = []
    theirs: list[Run] = []
    for _ in range(runs):
        ours.append(run(command)[0])
        if ruff:
            theirs.append(run([ruff, *_RUFF, str(tree)])[0])
    size = code_bytes(tree) / 1e6
    print(f"{tree}: {size:.1f} MB of code, {coverage['files_read']} files read, {coverage['files_parsed']} parsed")
    own = describe("stackfit", ours)
    print(f"  {size / own.wall:.1f} MB/s")
    if theirs:
        other = describe("ruff", theirs)
        print(f"  ratio to ruff: wall {own.wall / other.wall:.1f}, cpu {own.cpu / other.cpu:.1f}")
    print(run([sys.executable, __file__, "--stages", str(tree)], subprocess.PIPE)[1].decode(), end="")


def main(argv: Sequence[str]) -> int:
    """Measure the trees given on the command line."""
    parser = argparse.ArgumentParser(description="Measure whole scans.")
    parser.add_argument("trees", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--stages", action="store_true", help="only print the stages of one scan in this process")
    options = parser.parse_args(argv)
    for tree in options.trees:
        if options.stages:
            print_stages(tree)
        else:
            measure(tree, options.runs)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
