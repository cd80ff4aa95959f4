"""Measures stackfit as whole processes beside its peers, on the same tree in the same minutes.

    python bench/speed.py TREE... [--runs 3] [--grow]
    python bench/speed.py pypi:homeassistant==2024.3.3 npm:@babel/core@7.26.0

A tree is a folder, or a package that is downloaded from a registry and unpacked. Measured are a cold scan (no cache), a
warm one (nothing changed), one after a file was changed, and `check` on that file; and those of ruff's async rules,
semgrep with one rule and oxlint with one rule that are installed. All run in turn, so that they meet the same machine;
the first round only warms the page cache and is not counted. Ratios are to the first peer. With `--grow` the tree is
scanned once, twice, four and eight times over in one folder. Needs POSIX; memory of all processes of a run is sampled
on Linux.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

_SUFFIXES = frozenset((".py", ".ipynb", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts"))
# No cache file of an earlier run, no settings of the repository: the same work each time.
_RUFF = ("check", "--no-cache", "--isolated", "--select", "ASYNC", "--exit-zero", "--quiet")
_OXLINT = ("-A", "all", "-D", "no-debugger", "--silent")
_SEMGREP = ("scan", "--metrics", "off", "--quiet", "--lang", "python", "--pattern", "time.sleep(...)")
_AS_OF = "2026-01-01"
_SILENT: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
_SAMPLE = 0.05  # seconds
_SETTLED = 1.2  # seconds after which a written file counts as left alone


class Run(NamedTuple):
    """One command: seconds by the clock and of processor time, and the most memory its processes held, in megabytes."""

    wall: float
    cpu: float
    memory: float


class Subject(NamedTuple):
    """Something to measure: its name, the command, and what is done before each run."""

    name: str
    command: Sequence[str]
    prepare: Callable[[], object] = lambda: None


def _environment() -> dict[str, str]:
    """Give our own environment; programs may keep compiled Python there, as any installed one does."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(command: Sequence[str], environment: dict[str, str]) -> Run:
    """Run a command to its end and measure it. A linter that finds something exits 1; only worse is an error."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    most = [0.0]
    done = threading.Event()
    sampler = threading.Thread(target=_sample, args=(process.pid, most, done))
    sampler.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    done.set()
    sampler.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} exited with {process.returncode}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, max(most[0], usage.ru_maxrss / unit))


def _sample(process: int, most: list[float], done: threading.Event) -> None:
    """Note the most memory that a process and its children held together; shared pages count once."""
    while not done.wait(_SAMPLE):
        most[0] = max(most[0], sum(_memory(one) for one in (process, *_children(process))) / 1024)


def _children(process: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def _memory(process: int) -> float:
    """Give the proportional set size of a process in kilobytes; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(float(line.split()[1]) for line in lines if line.startswith("Pss:"))


def subjects(tree: Path, environment: dict[str, str]) -> list[Subject]:
    """List what is measured on a tree."""
    ours = [sys.executable, "-m", "stackfit"]
    scan = [*ours, "scan", str(tree), "--format", "json", "--as-of", _AS_OF]
    changed = largest_source(tree)
    found = [
        Subject("stackfit cold", [*scan, "--no-cache"]),
        Subject("stackfit cold, one process", [*scan, "--no-cache", "--jobs", "1"]),
        Subject("stackfit warm", scan, lambda: subprocess.run(scan, env=environment, **_SILENT)),
        Subject("stackfit, one file changed", scan, lambda: change(changed)),
        Subject(
            "stackfit check, that file", [*ours, "check", str(changed), "--as-of", _AS_OF], lambda: change(changed)
        ),
    ]
    peers = (("ruff", _RUFF), ("oxlint", _OXLINT), ("semgrep", _SEMGREP))
    search = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    found += [
        Subject(name, [program, *options, str(tree)])
        for name, options in peers
        if (program := shutil.which(name, path=search))
    ]
    return found


def largest_source(tree: Path) -> Path:
    """Pick the file that is changed: a large one costs most."""
    sources = [path for path in tree.rglob("*") if path.suffix in _SUFFIXES and path.is_file()]
    return max(sources, key=lambda path: (path.stat().st_size, str(path)))


def change(path: Path) -> None:
    """Change a file, and wait until it counts as left alone."""
    mark = b"# " if path.suffix == ".py" else b"// "
    with path.open("ab") as file:
        file.write(b"\n" + mark + str(time.time_ns()).encode() + b"\n")
    time.sleep(_SETTLED)


def measure(tree: Path, runs: int) -> None:
    """Measure one tree, a copy of which may be changed, and print a table."""
    with tempfile.TemporaryDirectory() as cache:
        environment = {**_environment(), "STACKFIT_CACHE_DIR": cache}
        found = subjects(tree, environment)
        results: dict[str, list[Run]] = {item.name: [] for item in found}
        for number in range(runs + 1):
            for item in found:
                item.prepare()
                result = run(item.command, environment)
                if number:
                    results[item.name].append(result)
    files = [path.stat().st_size for path in tree.rglob("*") if path.suffix in _SUFFIXES and path.is_file()]
    print(f"\n{tree.name}: {len(files)} source files, {sum(files) / 1e6:.1f} MB, medians of {runs} runs")
    print_table(results, next((item.name for item in found if not item.name.startswith("stackfit")), ""))


def print_table(results: dict[str, list[Run]], peer: str) -> None:
    """Print medians and the ratios to a peer."""
    middle = {
        name: Run(*(statistics.median(values) for values in zip(*runs, strict=True))) for name, runs in results.items()
    }
    print(f"  {'':28} {'wall s':>8} {'cpu s':>8} {'MB':>6}" + (f"  wall / {peer}" if peer else ""))
    for name, one in middle.items():
        ratio = f"  {one.wall / middle[peer].wall:8.1f}" if peer else ""
        print(f"  {name:28} {one.wall:8.2f} {one.cpu:8.2f} {one.memory:6.0f}{ratio}")


def measure_growth(tree: Path) -> None:
    """Scan a tree one, two, four and eight times over."""
    for times in (1, 2, 4, 8):
        with tempfile.TemporaryDirectory() as folder:
            for number in range(times):
                shutil.copytree(tree, Path(folder) / f"copy{number}", symlinks=True)
            command = [sys.executable, "-m", "stackfit", "scan", folder, "--format", "json", "--no-cache"]
            result = run(command, _environment())
        print(f"  {times} x: wall {result.wall:7.2f} s  cpu {result.cpu:7.2f} s  memory {result.memory:5.0f} MB")


@contextmanager
def unpacked(name: str) -> Iterator[Path]:
    """Give a copy of a folder, or a package from a registry, that may be changed."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        registry, colon, package = name.partition(":")
        if colon and registry in ("pypi", "npm"):
            (here / "archive").mkdir()
            download = {
                "pypi": [
                    sys.executable,
                    "-m",
                    "pip",
                    "download",
                    "--quiet",
                    "--no-deps",
                    "--no-binary",
                    ":all:",
                    package,
                ],
                "npm": ["npm", "pack", "--silent", package],
            }[registry]
            subprocess.run(download, cwd=here / "archive", check=True, stdout=subprocess.DEVNULL)
            shutil.unpack_archive(next((here / "archive").iterdir()), here / "tree", filter="data")
        else:
            shutil.copytree(name, here / "tree", symlinks=True)
        tree = (here / "tree").rename(here / (Path(package or name).name.replace("/", "-") or "tree"))
        if not (tree / ".git").exists():  # `check` looks at the work tree that holds a file
            subprocess.run(["git", "init", "--quiet", str(tree)], **_SILENT)
            subprocess.run(["git", "-C", str(tree), "add", "--all"], **_SILENT)
        yield tree


def main(argv: Sequence[str]) -> int:
    """Measure the trees given on the command line."""
    parser = argparse.ArgumentParser(description="Measure whole scans beside peers.")
    parser.add_argument("trees", nargs="+", help="a folder, pypi:NAME==VERSION or npm:NAME@VERSION")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--grow", action="store_true", help="scan copies of the tree, to see how the cost grows")
    options = parser.parse_args(argv)
    for name in options.trees:
        with unpacked(name) as tree:
            if options.grow:
                print(f"\n{tree.name}, so many times over")
                measure_growth(tree)
            else:
                measure(tree, options.runs)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
