"""Every repository under tests/repos/ gives the report kept in tests/snapshots/repos/ (`pytest --update-golden`)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from small_repos import AS_OF
from stackfit.config import Config
from stackfit.pipeline import scan
from stackfit.report.json_ import report_document

TESTS = Path(__file__).parents[2]
REPOS = sorted(path.name for path in (TESTS / "repos").iterdir() if path.is_dir())
LEAST = 0.3


@pytest.mark.parametrize("name", REPOS)
def test_the_report_of(name: str, tmp_path: Path, check_golden: Callable[[Path, str], None]) -> None:
    root = shutil.copytree(TESTS / "repos" / name, tmp_path / name)
    document = shorten(report_document(scan(root, Config(), AS_OF)))
    check_golden(TESTS / "snapshots" / "repos" / f"{name}.json", json.dumps(document, indent=2) + "\n")


def test_there_is_no_golden_report_without_its_repository() -> None:
    assert sorted(path.stem for path in (TESTS / "snapshots" / "repos").iterdir()) == REPOS


def shorten(document: dict[str, Any]) -> dict[str, Any]:
    """What a reviewer of a change wants to see, without what changes with every release and every adjusted figure."""
    summary = document["summary"]
    return {
        "runtimes": summary["runtimes"],
        "primary_workload": summary["primary_workload"],
        "workloads": _workloads(summary["workloads"]),
        "verdict": summary["verdict"],
        "components": [_component(item) for item in document["components"]],
        "findings": [
            f"{item['code']} {item['severity']} {item['path']}:{item['line']}" for item in document["findings"]
        ],
        "skipped": {item["reason"]: item["count"] for item in document["coverage"]["skipped"]},
        "errors": [f"{item['path']}:{item['line']}" for item in document["coverage"]["errors"]],
    }


def _component(item: dict[str, Any]) -> dict[str, Any]:
    """One component, empty values left out."""
    socket = item["websocket"]
    runtime = " ".join(filter(None, (item["runtime"], item["runtime_version"])))
    values = {
        "is": f"{item['path']}: {item['kind']} on {runtime}, {item['verdict']}",
        "workloads": _workloads(item["workloads"]),
        "concurrency": item["concurrency"],
        "frameworks": item["frameworks"],
        "ml_libraries": item["ml_libraries"],
        "websocket": [*socket["libraries"], *socket["sides"]],
    }
    return {key: value for key, value in values.items() if value}


def _workloads(labels: list[dict[str, Any]]) -> list[str]:
    """Workloads with their confidence in whole tenths, rounded down, so that a small adjustment changes few files."""
    return [f"{item['id']} 0.{int(item['confidence'] * 10)}" for item in labels if item["confidence"] >= LEAST]


def test_confidences_are_rounded_down_and_small_ones_left_out() -> None:
    labels = [{"id": "iot", "confidence": 0.4999}, {"id": "chatbot", "confidence": 0.29}]
    assert _workloads(labels) == ["iot 0.4"]
