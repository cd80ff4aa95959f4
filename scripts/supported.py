"""Runs the tests on the lowest or the highest versions of the runtime dependencies that pyproject.toml allows.

    python scripts/supported.py lowest|highest FOLDER [pytest options]

FOLDER gets a fresh environment of the Python that runs this. The tools of the tests come in their newest versions; the
tool that builds the wheel has an environment of its own, for it shares a library with us and wants a newer version.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib as tomli
else:
    import tomli

ROOT = Path(__file__).resolve().parent.parent
# What the tests import beside stackfit itself.
_TOOLS = ("pytest", "hypothesis", "jsonschema", "playwright", "pre-commit", "check-jsonschema", "zizmor")


def main(argv: list[str]) -> int:
    """Make the environment and run the tests in it."""
    if len(argv) < 2 or argv[0] not in ("lowest", "highest"):
        sys.stderr.write(__doc__ or "")
        return 2
    project: dict[str, Any] = tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    dependencies = [
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
    ]
    wanted = [lowest(line) if argv[0] == "lowest" else line for line in dependencies]
    folder = Path(argv[1]).resolve()
    builder = make_environment(folder / "builder", "hatchling")
    python = make_environment(folder / "tests", *wanted, *_TOOLS)
    subprocess.run([python, "-I", "-m", "pip", "install", "--quiet", "--no-deps", "-e", str(ROOT)], check=True)
    subprocess.run([python, "-I", "-m", "pip", "freeze", "--exclude-editable"], check=True)
    return subprocess.call(
        [python, "-m", "pytest", *argv[2:]], cwd=ROOT, env={**os.environ, "STACKFIT_BUILDER": builder}
    )


def make_environment(folder: Path, *packages: str) -> str:
    """Make an environment that holds these packages, and give the path of its Python."""
    venv.create(folder, with_pip=True, clear=True)
    python = str(folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    subprocess.run([python, "-I", "-m", "pip", "install", "--quiet", "--upgrade", "pip"], check=True, cwd=folder)
    subprocess.run([python, "-I", "-m", "pip", "install", "--quiet", *packages], check=True, cwd=folder)
    return python


def lowest(requirement: str) -> str:
    """Give a requirement of the lowest version that another one allows: "a>=1.2,<3" becomes "a==1.2"."""
    name, _, bounds = requirement.partition(">=")
    return f"{name}=={bounds.split(',')[0]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
