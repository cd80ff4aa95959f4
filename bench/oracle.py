"""Score the event-loop findings against the oracle: recall, path and silence, section by section.

    python bench/oracle.py ORACLE SOURCES

SOURCES holds one checkout per commit, `<owner>_<name>/<commit>/` (the commit as the oracle spells it), or per release,
`<package>/<version>/`; the peers' test files lie in `<peer>/` under the path the oracle gives. What is not there is
skipped and counted.
"""

from __future__ import annotations

import argparse
import datetime
import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from stackfit.config import Config
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence
from stackfit.pipeline import scan

CODES = frozenset(("SF101", "SF201"))
AS_OF = datetime.date(2026, 1, 1)
Case = dict[str, Any]


@cache
def findings_of(tree: Path) -> tuple[Finding, ...]:
    """Give the event-loop findings of a tree that are shown by default."""
    found = scan(tree, Config(), AS_OF).findings
    return tuple(item for item in found if item.code in CODES and item.confidence is not Confidence.POSSIBLE)


def covers(finding: Finding, path: str, line: int, *, loose: bool) -> bool:
    """Whether a finding stands on a line, or an entry's call that it names does (loosely: any step of its chain)."""
    places = [finding.location]
    places += [step.location for step in (finding.chain if loose else finding.chain[:1])]
    places += [item.location for item in finding.related]
    return any(place.path == path and place.line <= line <= place.end_line for place in places)


def derived(site: Case) -> list[tuple[str, int]]:
    """Give the places of the oracle's own chain, without its first one: the definition of the helper."""
    steps = [step.split(":")[:2] for step in site.get("chain", ())[1:]]
    return [(path, int(line)) for path, line in steps]


def score_lexical(oracle: Path, sources: Path) -> None:
    """Direct calls in Python: the peer's own test files, taken out of their test folder."""
    cases = json.loads((oracle / "lexical_python.json").read_text(encoding="utf-8"))["files"]
    totals: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "lexical"
        place.mkdir()
        known = [case for case in cases if case["blocking_rule"] and (sources / case["peer"] / case["file"]).is_file()]
        for case in known:
            shutil.copy(sources / case["peer"] / case["file"], place)
        found = Counter((item.location.path, item.location.line) for item in findings_of(place)) if known else Counter()
    for case in known:
        name = Path(case["file"]).name
        for item in case["expected"]:
            bound = item.get("root") in ("imported", "builtin")
            hit = found[name, item["line"]] > 0
            totals.update(expected=1, found=hit, bound=bound, bound_found=bound and hit)
        totals["false"] += sum(found[name, line] for line in case["must_not_report_lines"])
        totals["hard_false"] += sum(found[name, line] for line in case["must_not_report_in_async"])
    print(f"lexical_python: files {len(known)}, {dict(totals)}")


def score_fixes(name: str, cases: Iterable[Case], sources: Path) -> None:
    """Calls that maintainers took off the loop: found before the fix, by repository and by kind."""
    by_kind: dict[str, Counter[str]] = {}
    missing = 0
    for case in cases:
        tree = _tree(case, sources)
        if tree is None:
            missing += len(case["sites"])
            continue
        for site in case["sites"]:
            if site.get("startup_likely"):
                continue
            helper = name == "interprocedural_node" and site["enclosing"] == "sync"
            found = [item for item in findings_of(tree) if covers(item, site["file"], site["line"], loose=helper)]
            places = [(site["file"], site["line"]), *derived(site)]
            loose = [item for item in findings_of(tree) if any(covers(item, *place, loose=True) for place in places)]
            primitive = site.get("primitive", site["callee"]).rpartition(".")[2]
            right = any(item.chain[-1].call.endswith(primitive) for item in found if item.chain)
            for key in (site["kind"], case.get("repo") or case["package"], "all"):
                figures = by_kind.setdefault(key, Counter())
                figures.update(calls=1, found=bool(found), loose=bool(loose), right_path=right)
            if not found:
                print(f"  missed {_label(case)} {site['file']}:{site['line']} {site['callee']} ({site['kind']})")
    for key, figures in sorted(by_kind.items()):
        print(f"{name} {key}: {dict(figures)}")
    print(f"{name}: {missing} calls without source")


def score_silence(cases: Iterable[Case], sources: Path) -> None:
    """After the fix: nothing on the lines that hand the callable to an executor."""
    totals: Counter[str] = Counter()
    for case in cases:
        tree = sources / case["repo"].replace("/", "_") / case["fix_commit"]
        if not tree.is_dir():
            totals["cases without source"] += 1
            continue
        for site in case["sites"]:
            for line in site.get("after_fix", {}).get("offload_lines", ()):
                here = (site["file"], line)
                loud = any((item.location.path, item.location.line) == here for item in findings_of(tree))
                totals.update(lines=1, silent=not loud)
                if loud:
                    print(f"  not silent {case['repo']}@{case['fix_commit']} {site['file']}:{line}")
    print(f"silence after the fix: {dict(totals)}")


def _tree(case: Case, sources: Path) -> Path | None:
    if case.get("pre_fix_commit"):
        tree = sources / case["repo"].replace("/", "_") / case["pre_fix_commit"]
    else:
        tree = sources / case["package"] / case["version"]
    return tree if tree.is_dir() else None


def _label(case: Case) -> str:
    return f"{case.get('repo') or case['package']}@{(case.get('pre_fix_commit') or case['version'])[:8]}"


def main(argv: list[str]) -> int:
    """Print every section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("oracle", type=Path)
    parser.add_argument("sources", type=Path)
    options = parser.parse_args(argv)
    oracle, sources = options.oracle, options.sources
    score_lexical(oracle, sources)
    for name in ("interprocedural_python", "interprocedural_node"):
        content = json.loads((oracle / f"{name}.json").read_text(encoding="utf-8"))
        cases = content.get("fix_commits") or content["fix_cases"]
        score_fixes(name, cases, sources)
        score_silence([case for case in cases if case.get("fix_commit")], sources)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
