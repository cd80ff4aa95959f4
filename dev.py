"""Makes `.venv` with what stackfit needs, then scans a repository or runs the tests; needs only Python and git.

python dev.py scan PATH [options]     python dev.py test [pytest options]     python dev.py run PROGRAM [arguments]
"""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = HOME / "dev-stamp"
PINS = ROOT / "constraints.txt"
OLDEST = (3, 10)

# pip before 25.1 knows no --group, and Python before 3.11 reads no TOML: tomli has come with stackfit itself by then.
_GROUP = """
import sys, tomli
with open(sys.argv[1], "rb") as file:
    print("\\n".join(tomli.load(file)["dependency-groups"][sys.argv[2]]))
"""


def main(argv: list[str]) -> int:
    """Run one command and give its exit code."""
    if sys.version_info < OLDEST:
        return _fail(f"stackfit needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {platform.python_version()}")
    commands = {"scan": ["-I", "-m", "stackfit", "scan"], "test": ["-m", "pytest"], "run": ["-m"]}
    if not argv or argv[0] not in commands:
        return _fail(__doc__ or "")
    command, *rest = argv
    try:
        prepare(groups=() if command == "scan" else ("dev",))
    except (subprocess.CalledProcessError, OSError) as problem:
        return _fail(f"dev.py: could not make {HOME}: {problem}")
    # Tests are found from the checkout, whereas the path of a scan is the user's own.
    return subprocess.call([str(PYTHON), *commands[command], *rest], cwd=None if command == "scan" else ROOT)


def prepare(groups: tuple[str, ...]) -> None:
    """Make the environment, and install what it lacks; nothing is done when it is up to date."""
    wanted = fingerprint()
    version, *installed = STAMP.read_text("utf-8").split() if STAMP.exists() else [""]
    if version == wanted and PYTHON.exists() and set(groups) <= set(installed):
        return
    _say(f"dev.py: installing into {HOME} (the first time takes a minute)")
    pip = _make_environment()
    _install(pip, "--editable", str(ROOT))
    for group in groups:
        listed = subprocess.check_output([PYTHON, "-I", "-c", _GROUP, ROOT / "pyproject.toml", group], text=True)
        _install(pip, "--constraint", str(PINS), *listed.splitlines())
    STAMP.write_text("\n".join((wanted, *groups)), "utf-8")


def fingerprint() -> str:
    """Name what an environment depends on: this Python, and what the project declares."""
    declared = (ROOT / "pyproject.toml").read_bytes() + PINS.read_bytes()
    return hashlib.sha256(declared + sys.version.encode() + sys.base_prefix.encode()).hexdigest()


def _make_environment() -> list[str]:
    """Make `.venv`, and give the command that runs pip for it."""
    try:
        import ensurepip  # noqa: F401 - some Linux distributions leave it out
    except ImportError:
        venv.create(HOME, with_pip=False)
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    venv.create(HOME, with_pip=True)
    return [str(PYTHON), "-m", "pip"]


def _install(pip: list[str], *what: str) -> None:
    """Install packages; what pip says goes to standard error, standard output belongs to the command."""
    quiet = ("--quiet", "--disable-pip-version-check")
    subprocess.run([*pip, "install", *quiet, *what], cwd=ROOT, check=True, stdout=sys.stderr, stdin=subprocess.DEVNULL)


def _say(text: str) -> None:
    sys.stderr.write(text.rstrip() + "\n")


def _fail(text: str) -> int:
    _say(text)
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
