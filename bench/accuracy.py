"""How well inference does on labelled repositories.

    python bench/accuracy.py LABELS.toml CHECKOUTS [--set unseen] [--jobs 2] [--misses]

LABELS.toml holds `[[repo]]` tables (name, primary, labels, debatable, backend_runtimes, concurrency, frameworks,
websocket, ml_libs); CHECKOUTS/<owner>__<name> is the checked-out source of each. Debatable labels count neither way.
Each repository is scanned by a process of its own, as a user would; seconds are those of the whole process.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli

TIMEOUT = 60
JUDGED_MODELS = frozenset(
    (
        "asyncio threads multiprocessing gevent eventlet event-loop cluster worker-threads child-process pm2 "
        "serverless sync-wsgi"
    ).split()
)


@dataclass
class Counts:
    """True positives, false positives and false negatives."""

    hit: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, predicted: set[str], expected: set[str], neutral: set[str] = frozenset()) -> None:  # type: ignore[assignment]
        """Count one repository."""
        self.hit += len(predicted & expected)
        self.extra += len(predicted - expected - neutral)
        self.missed += len(expected - predicted)

    def __str__(self) -> str:
        precision = self.hit / max(1, self.hit + self.extra)
        recall = self.hit / max(1, self.hit + self.missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


@dataclass
class Tally:
    """All figures of a run."""

    repos: int = 0
    crashes: list[str] = field(default_factory=list)
    runtime: int = 0
    top1: int = 0
    top3: int = 0
    websocket: int = 0
    labels: Counts = field(default_factory=Counts)
    workloads: Counts = field(default_factory=Counts)
    concurrency: Counts = field(default_factory=Counts)
    frameworks: Counts = field(default_factory=Counts)
    ml: Counts = field(default_factory=Counts)
    seconds: dict[str, float] = field(default_factory=dict)


def scan(path: Path) -> tuple[dict[str, Any] | None, float, str]:
    """Scan one checkout: (report or None, seconds, what went wrong)."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "stackfit", "scan", str(path), "--format", "json"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return None, TIMEOUT, "timed out"
    seconds = time.perf_counter() - started
    if done.returncode not in (0, 1) or not done.stdout:
        return None, seconds, done.stderr.decode("utf-8", "replace").strip()[-300:]
    return json.loads(done.stdout), seconds, ""


def plain(names: Iterable[str]) -> set[str]:
    """Names without case and punctuation, so that spelling does not count."""
    return {re.sub(r"[^a-z0-9+]", "", name.lower()) for name in names} - {""}


def predicted_labels(report: dict[str, Any]) -> set[str]:
    """Workloads at 0.5 or more, and "library" where the largest production component is one."""
    labels = {item["id"] for item in report["summary"]["workloads"] if item["confidence"] >= 0.5}
    components = [item for item in report["components"] if item["kind"] != "tooling"]
    largest = max(components, key=lambda item: sum(c["lines"] for c in item["languages"].values()), default=None)
    return labels | ({"library"} if largest and largest["kind"] == "library" else set())


def named_systems(report: dict[str, Any]) -> set[str]:
    """Everything the report names as framework or technology."""
    names = set()
    for component in report["components"]:
        names.update(component["frameworks"])
        for technology in component["technologies"]:
            names.update((technology["id"], technology["name"]))
    return plain(names)


def judge(repo: dict[str, Any], report: dict[str, Any], tally: Tally) -> list[str]:
    """Add one repository to the tally; give the misses."""
    summary, misses = report["summary"], []
    expected, neutral = set(repo["labels"]), set(repo.get("debatable", ()))
    predicted = predicted_labels(report)
    order = [item["id"] for item in summary["workloads"]]
    right = set(summary["runtimes"]) == set(repo["backend_runtimes"])
    tally.runtime += right
    tally.top1 += summary["primary_workload"] == repo["primary"]
    # The first place is "unknown" where no workload reaches the floor; the order itself never holds that word.
    tally.top3 += repo["primary"] in (summary["primary_workload"], *order[:3])
    tally.labels.add(predicted, expected, neutral)
    tally.workloads.add(predicted - {"library"}, expected - {"library"}, neutral)
    socket = any(item["websocket"]["used"] for item in report["components"])
    tally.websocket += socket == repo["websocket"]["used"]
    models = {model for item in report["components"] for model in item["concurrency"]} & JUDGED_MODELS
    tally.concurrency.add(models, set(repo["concurrency"]) & JUDGED_MODELS)
    systems, frameworks = named_systems(report), plain(repo["frameworks"])
    tally.frameworks.add(systems & frameworks, frameworks)
    libraries = plain(name for item in report["components"] for name in item["ml_libraries"])
    tally.ml.add(libraries, plain(repo["ml_libs"]))
    if not right:
        misses.append(f"runtimes {summary['runtimes']} instead of {repo['backend_runtimes']}")
    if summary["primary_workload"] != repo["primary"]:
        scores = ", ".join(f"{item['id']} {item['confidence']:.2f}" for item in summary["workloads"][:6])
        misses.append(f"primary {summary['primary_workload']} instead of {repo['primary']} ({scores})")
    for what, names in (
        ("labels missed", expected - predicted),
        ("labels extra", predicted - expected - neutral),
        ("frameworks missed", frameworks - systems),
        ("concurrency missed", set(repo["concurrency"]) & JUDGED_MODELS - models),
        ("concurrency extra", models - set(repo["concurrency"])),
        ("ML missed", plain(repo["ml_libs"]) - libraries),
        ("ML extra", libraries - plain(repo["ml_libs"])),
    ):
        if names:
            misses.append(f"{what}: {', '.join(sorted(names))}")
    if socket != repo["websocket"]["used"]:
        misses.append(f"websocket {socket} instead of {repo['websocket']['used']}")
    return misses


def main() -> None:
    """Scan, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("checkouts", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--misses", action="store_true", help="print what was missed, repository by repository")
    parser.add_argument("--set", default="", help="only the repositories of this set (bench/corpus.toml has three)")
    parser.add_argument("--only", default="", help="only repositories whose name contains this")
    parser.add_argument("--save", type=Path, help="keep each report as JSON in this folder")
    options = parser.parse_args()
    repos = [
        repo
        for repo in tomli.loads(options.labels.read_text("utf-8"))["repo"]
        if options.only in repo["name"] and options.set in ("", repo.get("set"))
    ]
    tally = Tally(repos=len(repos))
    with ThreadPoolExecutor(options.jobs) as pool:
        results = pool.map(lambda repo: scan(options.checkouts / repo["name"].replace("/", "__")), repos)
        for repo, (report, seconds, problem) in zip(repos, results, strict=True):
            tally.seconds[repo["name"]] = seconds
            misses = judge(repo, report, tally) if report else [f"CRASH {problem}"]
            if report is None:
                tally.crashes.append(repo["name"])
            elif options.save:
                options.save.mkdir(parents=True, exist_ok=True)
                (options.save / f"{repo['name'].replace('/', '__')}.json").write_text(json.dumps(report), "utf-8")
            if options.misses and misses:
                print(f"{repo['name']} ({seconds:.1f} s)", *misses, sep="\n    ")
    show(tally)


def show(tally: Tally) -> None:
    """Print the figures."""
    slowest = sorted(tally.seconds.items(), key=lambda item: -item[1])[:3]
    print(f"repositories {tally.repos}, crashes {len(tally.crashes)} {tally.crashes or ''}")
    print(f"runtimes    {tally.runtime / tally.repos:.3f}")
    print(f"primary     top-1 {tally.top1 / tally.repos:.3f}  top-3 {tally.top3 / tally.repos:.3f}")
    print(f"labels      {tally.labels}")
    print(f"workloads   {tally.workloads}  (without the form library)")
    print(f"websocket   {tally.websocket / tally.repos:.3f}")
    print(f"concurrency {tally.concurrency}")
    print(f"frameworks  recall {tally.frameworks.hit / max(1, tally.frameworks.hit + tally.frameworks.missed):.3f}")
    print(f"ML          {tally.ml}")
    print(f"seconds     total {sum(tally.seconds.values()):.1f}, slowest {slowest}")


if __name__ == "__main__":
    main()
