"""Scans damaged copies of real repositories and reports crashes, swallowed faults, hangs and slow scans.

    python -m fuzz.mutations CHECKOUTS... [--seconds 600] [--seed 1] [--limit 30]

CHECKOUTS are folders whose subfolders are repositories. Every trial is decided by the seed and its number, so that
`--first N --trials 1` repeats one. A scan that takes more processor seconds than the limit ends its process, which says
where it was; the next trial goes on in a new one. Needs POSIX.
"""

from __future__ import annotations

import argparse
import datetime
import faulthandler
import json
import math
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from fuzz.mutate import damage
from stackfit.config import load_config
from stackfit.deployment import is_deployment
from stackfit.discovery.fileset import discover
from stackfit.errors import StackfitError
from stackfit.manifests import is_manifest
from stackfit.model.report import Report
from stackfit.pipeline import scan
from stackfit.report import FORMATS, View

AS_OF = datetime.date(2026, 1, 1)
_LARGEST = 200_000
_MOST_FILES = 30
_MOST_MANIFESTS = 12


def main() -> int:
    """Run trials in child processes until the time is over."""
    options = _read_options()
    if options.worker:
        return work(options)
    end = time.monotonic() + options.seconds
    number, faults = options.first, 0
    while time.monotonic() < end and (not options.trials or number < options.first + options.trials):
        command = [sys.executable, "-m", "fuzz.mutations", *map(str, options.checkouts)]
        command += ["--worker", "--seed", options.seed, "--first", str(number), "--limit", str(options.limit)]
        command += ["--seconds", str(max(1, end - time.monotonic())), "--trials", str(options.trials)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, errors="replace") as child:
            for line in child.stdout or ():
                said = json.loads(line)
                number = said["trial"] + 1
                faults += bool(said.get("fault"))
                print(line, end="", flush=True)
        if child.returncode:
            faults += 1
            print(json.dumps({"trial": number, "fault": f"process ended with {child.returncode}"}), flush=True)
            number += 1
    print(json.dumps({"trials": number - options.first, "faults": faults}), flush=True)
    return 1 if faults else 0


def work(options: argparse.Namespace) -> int:
    """Run trials in this process; one line of JSON for each."""
    sources = [path for folder in options.checkouts for path in sorted(folder.iterdir()) if path.is_dir()]
    pool = Pool(sources)
    faulthandler.register(signal.SIGXCPU, chain=True)  # say where, then end
    end = time.monotonic() + options.seconds
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as place:  # noqa: S108
        number = options.first
        while time.monotonic() < end and (not options.trials or number < options.first + options.trials):
            random = Random(f"{options.seed}-{number}")
            name, tree = pool.draw(random)
            root = Path(place) / "tree"
            shutil.rmtree(root, ignore_errors=True)
            _plant(root, tree)
            start = time.process_time()
            # The clock would also count what other processes take.
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(start + options.limit), resource.RLIM_INFINITY))
            fault = try_scan(root)
            spent = round(time.process_time() - start, 2)
            said = {"trial": number, "repository": name, "files": len(tree), "cpu": spent}
            print(json.dumps({**said, **({"fault": fault} if fault else {})}), flush=True)
            number += 1
    return 0


class Pool:
    """Files of real repositories, read once."""

    def __init__(self, sources: Sequence[Path]) -> None:
        self._sources = sources
        self._files: dict[Path, tuple[list[str], list[str]]] = {}

    def draw(self, random: Random) -> tuple[str, dict[str, bytes]]:
        """Some files of one repository, a few of them damaged, a few under another's name."""
        source = random.choice(self._sources)
        declaring, other = self._list(source)
        at = random.randrange(max(1, len(other) - _MOST_FILES))
        picked = random.sample(declaring, min(len(declaring), _MOST_MANIFESTS)) + other[at : at + _MOST_FILES]
        tree = {path: (source / path).read_bytes() for path in picked}
        paths = list(tree)
        for path in random.sample(paths, min(len(paths), random.randint(1, 6))):
            tree[path] = damage(random, tree[path], tree[random.choice(paths)])
        if len(paths) > 1 and random.random() < 0.2:
            one, two = random.sample(paths, 2)
            tree[one], tree[two] = tree[two], tree[one]
        return source.name, tree

    def _list(self, source: Path) -> tuple[list[str], list[str]]:
        if source not in self._files:
            files = [file.path for file in discover(source).files if file.size <= _LARGEST]
            declaring = [path for path in files if is_manifest(path) or is_deployment(path)]
            self._files[source] = (declaring, sorted(set(files) - set(declaring)))
        return self._files[source]


def try_scan(root: Path) -> str:
    """Scan and render in every format; give what went wrong, "" for nothing."""
    try:
        report = scan(root, load_config(root), AS_OF)
        for render in FORMATS.values():
            render(report, View(name="tree"))
        json.loads(FORMATS["json"](report, View()))
    except StackfitError:
        return ""  # a damaged configuration is the user's to put right
    except Exception:
        return traceback.format_exc()
    return "; ".join(swallowed(report, root))


def swallowed(report: Report, root: Path) -> Iterator[str]:
    """Faults of ours that the report names and survives, and places that are not there."""
    for error in report.coverage.errors:
        if "reader failed" in error.message or error.message.startswith("rule ") or "parser failed" in error.message:
            yield f"{error.path}: {error.message}"
    ends: Counter[str] = Counter()
    for finding in report.findings:
        for place in (finding.location, *(step.location for step in finding.chain)):
            file = root / place.path
            if file.is_file():
                ends[place.path] = ends[place.path] or file.read_bytes().count(b"\n") + 1
                if not 1 <= place.line <= ends[place.path]:
                    yield f"{finding.code} stands at line {place.line} of {place.path}, which has {ends[place.path]}"


def _plant(root: Path, tree: dict[str, bytes]) -> None:
    for path, content in tree.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkouts", type=Path, nargs="+")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--limit", type=float, default=30)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--trials", type=int, default=0, help="0 for as many as the time allows")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
