from __future__ import annotations

from manifests.helpers import locks, read_one


def test_groups() -> None:
    text = """[metadata]
groups = ["default", "test"]

[[package]]
name = "httpx"
version = "0.27.0"
groups = ["default"]

[[package]]
name = "httpx"
version = "0.27.0"
extras = ["http2"]
groups = ["default"]

[[package]]
name = "pytest"
version = "8.1.1"
groups = ["test"]
"""
    assert locks(read_one("pdm.lock", text)) == [
        ("httpx", "0.27.0", 4, None, False),
        ("pytest", "8.1.1", 15, None, True),
    ]
