from __future__ import annotations

import pytest

from stackfit.discovery.copied import copied_packages

KNOWN = ("requests/__init__.py", "bs4/__init__.py", "urllib3/__init__.py", "certifi/__init__.py", "six.py")


def test_well_known_packages_side_by_side_were_copied() -> None:
    paths = [f"app/lib/{name}" for name in (*KNOWN, "patched.py")] + ["app/main.py"]
    assert copied_packages(paths) == {"app/lib"}


@pytest.mark.parametrize(
    "paths",
    [
        [f"lib/{name}" for name in KNOWN[:3]],  # a few may be wrappers by the same names
        [f"adapters/{name}" for name in (*KNOWN, "__init__.py")],  # modules of a package
        [f"src/{name}" for name in KNOWN],  # the packages that a repository develops
        list(KNOWN),
        [f"lib/{name}" for name in KNOWN] + [f"lib/own{number}.py" for number in range(40)],
        [f"lib/{name}" for name in ("json.py", "sqlite3.py", "asyncio.py", "threading.py", "logging.py")],
    ],
)
def test_a_project_s_own_modules_stay(paths: list[str]) -> None:
    assert copied_packages(paths) == set()
