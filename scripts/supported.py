"""Runs the tests on the lowest or the highest versions of the runtime dependencies that pyproject.toml allows.

    python scripts/supported.py lowest|highest FOLDER [pytest options]

FOLDER gets a fresh environment of the Python that runs this. What extras need and the tools of the tests come in their
newest versions.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import tomli

ROOT = Path(__file__).resolve().parent.parent
# What the tests import beside stackfit itself.
_TOOLS = ("pytest", "hypothesis", "jsonschema", "playwright", "hatchling", "pre-commit", "check-jsonschema", "zizmor")


def main(argv: list[str]) -> int:
    """Make the environment and run the tests in it."""
    if len(argv) < 2 or argv[0] not in ("lowest", "highest"):
        sys.stderr.write(__doc__ or "")
        return 2
    project: dict[str, Any] = tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [lowest(line) if argv[0] == "lowest" else line for line in project["dependencies"]]
    wanted += [line for extra in project["optional-dependencies"].values() for line in extra]
    folder = Path(argv[1]).resolve()
    venv.create(folder, with_pip=True, clear=True)
    python = str(folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    subprocess.run([python, "-I", "-m", "pip", "install", "--quiet", "--upgrade", "pip"], check=True, cwd=folder)
    subprocess.run([python, "-I", "-m", "pip", "install", "--quiet", *wanted, *_TOOLS], check=True, cwd=folder)
    subprocess.run([python, "-I", "-m", "pip", "install", "--quiet", "--no-deps", "-e", str(ROOT)], check=True)
    subprocess.run([python, "-I", "-m", "pip", "freeze", "--exclude-editable"], check=True)
    return subprocess.call([python, "-m", "pytest", *argv[2:]], cwd=ROOT)


def lowest(requirement: str) -> str:
    """Give a requirement of the lowest version that another one allows: "a>=1.2,<3" becomes "a==1.2"."""
    name, _, bounds = requirement.partition(">=")
    return f"{name}=={bounds.split(',')[0]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
