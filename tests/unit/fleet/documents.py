"""Documents as workers answer with, and results that are written from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from stackfit.fleet.child import encode
from stackfit.fleet.store import Run

FACTS: dict[str, Any] = {"asked": 3, "engine": "process", "as_of": "2026-01-01"}


def repository(name: str, verdict: str, errors: int = 0) -> dict[str, Any]:
    """A repository with one component and as many findings as it has errors."""
    findings = [
        {
            "component": ".",
            "code": "SF101",
            "name": "blocking-call-on-event-loop",
            "severity": "error",
            "confidence": "definite",
            "path": "app.py",
            "line": number,
            "message": f"{name} waits",
            "fingerprint": f"{name}{number}",
        }
        for number in range(errors)
    ]
    ended = {
        "code": "SF1001",
        "name": "ended-runtime",
        "severity": "warning",
        "message": "Python 3.7 is past its end of life",
        "fingerprint": f"{name}-old",
    }
    place = {"component": ".", "runtime": "python"}
    return {
        "repository": {
            "source": f"/srv/{name}",
            "name": name,
            "status": "scanned",
            "verdict": verdict,
            "workload": "chatbot",
            "runtimes": ["python"],
            "fit": 40.0,
            "components": 1,
            "lines": 1_000,
            "errors": errors,
            "warnings": 1,
            "infos": 0,
        },
        "components": [{**place, "role": "production", "workload": "chatbot", "verdict": verdict, "fit": 40.0}],
        "findings": [*findings, ended],
        "technologies": [
            {**place, "technology": "discord-py", "name": "discord.py", "category": "bot", "production": True}
        ],
    }


def write(place: Path, *documents: dict[str, Any], finish: bool = True) -> None:
    with Run(place / "results", FACTS) as run:
        for document in documents:
            run.add(encode(document))
        if finish:
            run.finish()


def failed(name: str, error: str = "is empty") -> dict[str, Any]:
    row = {"source": f"/srv/{name}", "name": name, "status": "failed", "error_kind": "clone", "error": error}
    return {"repository": row}
