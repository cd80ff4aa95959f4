"""docs/inputs.md names every reader there is, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from stackfit import deployment, manifests

PAGE = (Path(__file__).parents[2] / "docs" / "inputs.md").read_text("utf-8")


def test_every_reader_is_on_the_page() -> None:
    cells = re.findall(r"^\| (`[^|]*) \|", PAGE, re.M)
    named = [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]
    known = {item.name for table in (manifests.READERS, manifests.EMBEDDED, deployment.READERS) for item in table}
    assert len(named) == len(set(named))
    assert set(named) == known
