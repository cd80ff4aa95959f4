from __future__ import annotations

import pytest

from manifests.helpers import locks, read_one

TEXT = """lock-version = "1.0"
created-by = "pip"

[[packages]]
name = "attrs"
version = "25.1.0"
[[packages.wheels]]
name = "attrs-25.1.0-py3-none-any.whl"

[[packages]]
name = "mine"
directory = { path = "." }
"""


@pytest.mark.parametrize("path", ["pylock.toml", "pylock.dev.toml"])
def test_packages(path: str) -> None:
    manifest = read_one(path, TEXT)
    assert locks(manifest) == [("attrs", "25.1.0", 4, None, None)]
    assert manifest.errors == ()
