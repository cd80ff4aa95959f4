"""A scan runs nothing but git, imports nothing of the repository, opens no connection and writes no file."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from small_repos import plant

SOURCE = str(Path(__file__).parents[2] / "src")
# The program reports what it does by itself: Python tells of every such act before it is done.
WATCHED = """
import json, os, sys
acts = []

def watch(event, args):
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork",
                         "os.startfile", "pty.", "ctypes.", "os.remove", "os.rename", "os.mkdir", "os.rmdir",
                         "os.chmod", "os.link", "os.symlink", "os.truncate", "shutil.", "tempfile.", "winreg.")):
        acts.append([event, [str(item) for item in args]])
    elif event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        acts.append([event, [str(item) for item in args]])

sys.addaudithook(watch)
from stackfit.cli import main
code = main(sys.argv[2:])
loaded = sorted(str(module.__file__) for module in list(sys.modules.values()) if getattr(module, "__file__", None))
with os.fdopen(os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT), "w") as file:
    json.dump({"code": code, "acts": acts, "loaded": loaded}, file)
"""

EVIL = "import pathlib\npathlib.Path(__file__).parent.joinpath('RUN').touch()\nraise SystemExit(9)\n"
NAMES = (
    *("setup.py", "conftest.py", "sitecustomize.py", "usercustomize.py", "noxfile.py", "tasks.py", "gunicorn.conf.py"),
    *("yaml.py", "click.py", "rich/__init__.py", "radon/__init__.py", "tomli.py", "json.py", "tree_sitter.py"),
    *("git.py", "platformdirs.py", "msgspec.py", "stackfit_plugin.py", "venv.py", "pip.py"),
)


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """A repository that has a trap wherever a tool might run something."""
    root = plant(
        tmp_path / "evil",
        {
            **dict.fromkeys(NAMES, EVIL),
            "app.py": "import time\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\nasync def f():\n"
            "    time.sleep(1)\n",
            "evil-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n",
            "evil-1.0.dist-info/entry_points.txt": "[stackfit.rules]\nevil = stackfit_plugin:Rule\n",
            "package.json": json.dumps(
                {"name": "evil", "scripts": {"preinstall": "touch RUN", "start": "node a.js"}, "main": "a.js"}
            ),
            "a.js": "require('fs').writeFileSync('RUN', '');\n",
            "ecosystem.config.js": "require('fs').writeFileSync('RUN', ''); module.exports = {apps: []};\n",
            ".pth": "import os; os.mkdir('RUN')\n",
            "requirements.txt": "fastapi\n--index-url https://evil.example/\n-r https://evil.example/r.txt\n",
            "tsconfig.json": '{"extends": "https://evil.example/tsconfig.json"}',
            "docker-compose.yml": "include: [https://evil.example/c.yml]\nservices: {w: {build: https://evil.example/}}\n",
            "git": "#!/bin/sh\ntouch RUN\n",
            "git.bat": "echo > RUN\n",
            "git.exe": "MZ",
        },
    )
    for name in ("git", "git.bat", "git.exe"):
        (root / name).chmod(0o755)
    return root


def watch(root: Path, tmp_path: Path, *arguments: str, path: str = "") -> dict[str, Any]:
    """Run the program in `root` and give what it did."""
    told = tmp_path / "told.json"
    environment = {
        **os.environ,
        "PATH": f"{path}{os.pathsep}{os.environ['PATH']}" if path else os.environ["PATH"],
        "STACKFIT_CACHE_DIR": str(tmp_path / "cache"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "HOME": str(tmp_path),
    }
    # Not even the interpreter looks for modules in the repository.
    found_here = f"import sys; sys.path.insert(0, {SOURCE!r})\n"
    command = [sys.executable, "-I", "-B", "-c", found_here + WATCHED, str(told), *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert told.exists(), done.stderr
    found: dict[str, Any] = json.loads(told.read_text("utf-8"))
    assert found["code"] in (0, 1), done.stderr
    return found


@pytest.mark.parametrize("tracked", [True, False], ids=["git", "folder"])
def test_a_scan_runs_git_and_nothing_else(evil: Path, tmp_path: Path, tracked: bool) -> None:
    if tracked:
        for arguments in (["init", "-q"], ["add", "."]):
            subprocess.run(["git", *arguments], cwd=evil, check=True)
    seen = watch(evil, tmp_path, "scan", "--no-cache", "--format", "json", path=os.pathsep.join((".", str(evil))))
    commands = [args[0] for event, args in seen["acts"] if event == "subprocess.Popen"]
    assert len(commands) == int(tracked), commands
    assert all(Path(command).is_absolute() and not Path(command).is_relative_to(evil) for command in commands)
    started = {event for event, _ in seen["acts"]} - {"subprocess.Popen"}
    # What the standard library does to start a process, and the copy of this one that works ahead.
    assert started <= {"os.posix_spawn", "os.fork", "open"}
    # The pipes to git and this test's own file are all that is opened for writing.
    written = [args[0] for event, args in seen["acts"] if event == "open" and not args[0].isdigit()]
    assert {Path(name).name for name in written} <= {"told.json", Path(os.devnull).name}
    assert not [file for file in seen["loaded"] if Path(file).is_relative_to(evil)]
    assert not (evil / "RUN").exists()


def test_a_scan_writes_to_its_cache_and_where_it_is_told(evil: Path, tmp_path: Path) -> None:
    report = tmp_path / "out" / "report.html"
    report.parent.mkdir()
    before = sorted(path.relative_to(evil) for path in evil.rglob("*"))
    watch(evil, tmp_path, "scan", "--output", f"html={report}")
    assert sorted(path.relative_to(evil) for path in evil.rglob("*")) == before
    assert {path.name for path in tmp_path.iterdir()} == {"evil", "cache", "out", "told.json"}


def test_python_m_imports_nothing_from_the_current_folder(evil: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    command = [sys.executable, "-m", "stackfit", "scan", "--no-cache", "--format", "json"]
    done = subprocess.run(command, cwd=evil, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert not (evil / "RUN").exists()


def test_only_git_and_fleets_start_processes() -> None:
    source = Path(SOURCE) / "stackfit"
    imports = re.compile(r"^(?:import|from) (?:subprocess|socket|http|urllib\.request|multiprocessing|ctypes)\b", re.M)
    modules = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if imports.search(path.read_text("utf-8").replace('"""', "\n", 1).partition('"""')[2])
    }
    assert {path for path in modules if not path.startswith("fleet/")} == {"discovery/git.py", "discovery/blobs.py"}
