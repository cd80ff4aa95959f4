"""How a scan tells what it is about."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str], None]
"""Called with the name of each stage as it begins."""


def silent(stage: str) -> None:
    """Tell nobody."""
