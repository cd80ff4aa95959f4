"""The outputs of the action, from its reports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_PYTHON = ("python", "jython", "micropython")
_APPLIES = 0.5


def outputs_of(report: Mapping[str, Any], change: Mapping[str, Any] | None, home: Path, shown: Path) -> dict[str, str]:
    """Name and value of each output; what only a comparison knows is empty without one."""
    summary = report["summary"]
    counts = summary["counts"]
    fits = [item["fit"][side_of(item["runtime"])] for item in report["components"] if item["role"] == "production"]
    return {
        "verdict": summary["verdict"],
        "fit": _points(min((fit for fit in fits if fit is not None), default=None)),
        "fit-change": _points(fit_change(change)),
        "workload": summary["primary_workload"],
        "profile": json.dumps({item["id"]: item["confidence"] for item in summary["workloads"] if _applies(item)}),
        "counts": json.dumps(counts),
        **{f"{severity}s": str(count) for severity, count in counts.items()},
        "new-count": str(len(change["new"])) if change else "",
        "report": str(home / "report.json"),
        "sarif": str(home / "report.sarif"),
        "summary": str(shown),
        "diff": str(home / "diff.json") if change else "",
        "reports": str(home),
    }


def side_of(runtime: str) -> str:
    """The key of a runtime's own fit."""
    return "python" if runtime in _PYTHON else "node"


def fit_change(change: Mapping[str, Any] | None) -> float | None:
    """The largest loss of a production component's own runtime; where none lost, the largest gain."""
    steps = [
        item["fit"][side_of(item["runtime"]["after"])]["change"]
        for item in (change["components"] if change else ())
        if item["role"] == "production" and item["status"] in ("changed", "unchanged")
    ]
    known = [step for step in steps if step is not None]
    lost = [step for step in known if step < 0]
    return min(lost) if lost else max(known, default=None)


def _applies(workload: Mapping[str, Any]) -> bool:
    return bool(workload["confidence"] >= _APPLIES)


def _points(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
