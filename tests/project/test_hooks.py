"""The hooks, run by pre-commit and by git itself in scratch repositories, as their users run them."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from small_repos import plant

PROJECT = Path(__file__).parents[2]
HOOKS: list[dict[str, Any]] = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))
CLEAN = """\
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def home():
    return {}
"""
HELPER = "import requests\n\n\ndef fetch():\n    return requests.get('https://example.com', timeout=3)\n"
CALLING = CLEAN.replace("return {}", "return fetch()").replace("FastAPI\n", "FastAPI\nfrom helper import fetch\n", 1)
SHOP = {
    "requirements.txt": "fastapi==0.115.0\nrequests==2.32.3\nuvicorn==0.34.0\n",
    "app.py": CLEAN,
    "helper.py": HELPER,
    "README.md": "A shop.\n",
}
Do = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """No configuration of this machine's user, a home of its own for pre-commit, and this source."""
    home = tmp_path_factory.mktemp("home")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT", "SKIP"))}
    (home / "gitconfig").write_text(
        "[user]\nname = t\nemail = t@example.com\n[init]\ndefaultBranch = main\n[commit]\ngpgsign = false\n"
    )
    return {
        **kept,
        "GIT_CONFIG_GLOBAL": str(home / "gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "PYTHONPATH": str(PROJECT / "src"),
        "STACKFIT_CACHE_DIR": str(home / "cache"),
        "NO_COLOR": "1",
    }


@pytest.fixture(scope="module")
def do(environment: Mapping[str, str]) -> Do:
    """Run a program in a folder."""

    def do(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        words = (sys.executable, "-m", "pre_commit", *words[1:]) if words[0] == "pre-commit" else words
        return subprocess.run(
            words,
            cwd=folder,
            env={**environment, **more},
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
        )

    return do


def local_hooks(name: str) -> str:
    """Our hook as a local one that runs this source instead of installing it."""
    hook = next(item for item in HOOKS if item["id"] == name)
    program, *words = shlex.split(hook["entry"])
    assert program == "stackfit"
    entry = shlex.join([Path(sys.executable).as_posix(), "-m", "stackfit", *words])
    return yaml.safe_dump({"repos": [{"repo": "local", "hooks": [{**hook, "language": "system", "entry": entry}]}]})


def start(do: Do, root: Path, tree: Mapping[str, str], hook: str = "stackfit-check") -> Path:
    """A repository with the hook installed and nothing committed."""
    plant(root, {**tree, ".pre-commit-config.yaml": local_hooks(hook)})
    do(root, "git", "init", "-q")
    installed = do(root, "pre-commit", "install")
    assert installed.returncode == 0, installed.stderr
    return root


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, do: Do) -> Path:
    """A clean service with the hook installed, and one commit made without it."""
    root = start(do, tmp_path_factory.mktemp("template") / "shop", SHOP)
    do(root, "git", "add", "-A")
    assert do(root, "git", "commit", "-qnm", "one").returncode == 0
    return root


@pytest.fixture
def shop(tmp_path: Path, template: Path) -> Path:
    """A copy of the template."""
    return shutil.copytree(template, tmp_path / "shop")


def commit(do: Do, root: Path, *paths: str, **more: str) -> tuple[bool, str]:
    """Stage files and commit; whether it went through, and what was said."""
    if paths:
        assert do(root, "git", "add", "--", *paths).returncode == 0
    done = do(root, "git", "commit", "-m", "more", **more)
    return done.returncode == 0, done.stdout + done.stderr


def write(root: Path, **files: str) -> None:
    plant(root, {f"{name}.py": text for name, text in files.items()})


def test_a_sound_change_passes(shop: Path, do: Do) -> None:
    write(shop, app=CLEAN.replace("{}", "{'a': 1}"))
    passed, said = commit(do, shop, "app.py")
    assert passed, said
    assert re.search(r"stackfit check\.+Passed", said)


def test_a_change_that_reaches_an_old_blocking_line_fails(shop: Path, do: Do) -> None:
    write(shop, app=CALLING)
    passed, said = commit(do, shop, "app.py")
    assert not passed
    assert "helper.py:5:12: error SF101 requests.get waits for the network" in said


def test_findings_in_other_files_are_left_alone(shop: Path, do: Do) -> None:
    write(shop, app=CALLING, other="LIMIT = 3\n")
    assert commit(do, shop, "app.py", SKIP="stackfit-check")[0]
    passed, said = commit(do, shop, "other.py")
    assert passed, said


def test_what_a_change_to_a_file_between_brings_about(shop: Path, do: Do) -> None:
    """The barrel is no step of the chain, yet it decides what `fetch` is."""
    quick = "async def fetch():\n    return {}\n"
    plant(shop, {"net/__init__.py": "from .quick import fetch\n", "net/quick.py": quick, "net/slow.py": HELPER})
    write(shop, app=CALLING.replace("helper", "net"))
    assert commit(do, shop, ".")[0]
    plant(shop, {"net/__init__.py": "from .slow import fetch\n"})
    passed, said = commit(do, shop, "net/__init__.py")
    assert not passed
    assert "net/slow.py:5:12: error SF101" in said


def test_the_first_commit(tmp_path: Path, do: Do) -> None:
    root = start(do, tmp_path / "new", {**SHOP, "app.py": CALLING})
    passed, said = commit(do, root, ".")
    assert not passed
    assert "SF101" in said


def test_all_files(shop: Path, do: Do) -> None:
    assert do(shop, "pre-commit", "run", "--all-files").returncode == 0
    write(shop, app=CALLING)
    assert commit(do, shop, "app.py", SKIP="stackfit-check")[0]
    done = do(shop, "pre-commit", "run", "--all-files")
    assert done.returncode == 1
    assert "SF101" in done.stdout


def test_only_what_is_staged_counts(shop: Path, do: Do) -> None:
    write(shop, app=CLEAN.replace("{}", "{'a': 1}"))
    do(shop, "git", "add", "app.py")
    write(shop, app=CALLING)
    passed, said = commit(do, shop)
    assert passed, said
    assert (shop / "app.py").read_text() == CALLING
    do(shop, "git", "add", "app.py")
    write(shop, app=CLEAN)
    passed, said = commit(do, shop)
    assert not passed
    assert "SF101" in said


def test_files_that_are_deleted_or_renamed(shop: Path, do: Do) -> None:
    do(shop, "git", "rm", "-q", "helper.py")
    passed, said = commit(do, shop)
    assert passed, said
    write(shop, slow=HELPER, app=CALLING.replace("helper", "slow"))
    assert commit(do, shop, ".", SKIP="stackfit-check")[0]
    do(shop, "git", "mv", "slow.py", "late.py")
    write(shop, app=CALLING.replace("helper", "late"))
    passed, said = commit(do, shop, "app.py")
    assert not passed
    assert "late.py:5:12: error SF101" in said


def test_a_repository_without_code(tmp_path: Path, do: Do) -> None:
    root = start(do, tmp_path / "docs", {"README.md": "Words.\n", "data.yaml": "a: 1\n"})
    passed, said = commit(do, root, ".")
    assert passed, said


def test_files_that_say_nothing_of_code_start_nothing(shop: Path, do: Do) -> None:
    plant(shop, {"README.md": "A better shop.\n"})
    passed, said = commit(do, shop, "README.md")
    assert passed
    assert "(no files to check)Skipped" in said


def test_a_start_command_is_a_change_like_any_other(shop: Path, do: Do) -> None:
    chat = (
        "from flask import Flask\nfrom flask_socketio import SocketIO\napp = Flask(__name__)\nsockets = SocketIO(app)\n"
    )
    plant(shop, {"chat.py": chat})
    assert commit(do, shop, "chat.py")[0]
    plant(shop, {"Procfile": "web: gunicorn chat:app\n"})
    passed, said = commit(do, shop, "Procfile")
    assert not passed
    assert "Procfile:1:1: warning SF102" in said


def test_several_components(tmp_path: Path, do: Do) -> None:
    service = {f"api/{name}": text for name, text in SHOP.items()}
    chat = {
        "chat/package.json": '{"name": "chat", "dependencies": {"express": "5.1.0"}}\n',
        "chat/package-lock.json": '{"lockfileVersion": 3, "packages": {}}\n',
        "chat/index.js": "const app = require('express')()\napp.get('/', (q, s) => s.send('a'))\napp.listen(3)\n",
    }
    legacy = {f"legacy/{name}": text for name, text in SHOP.items()} | {"legacy/stackfit.toml": 'ignore = ["SF101"]\n'}
    root = start(do, tmp_path / "mono", {**service, **chat, **legacy})
    passed, said = commit(do, root, ".")
    assert passed, said
    plant(root, {"legacy/app.py": CALLING})
    passed, said = commit(do, root, "legacy")
    assert passed, said
    (root / "chat/index.js").write_text(
        (root / "chat/index.js").read_text().replace("'a'", "require('fs').readFileSync('a')")
    )
    plant(root, {"api/app.py": CALLING})
    passed, said = commit(do, root, ".")
    assert not passed
    assert re.findall(r"^\S+: \w+ SF101", said, re.M) == [
        "api/helper.py:5:12: error SF101",
        "chat/index.js:2:31: warning SF101",
    ]


def test_a_work_tree_of_its_own(shop: Path, do: Do, tmp_path: Path) -> None:
    assert do(shop, "git", "worktree", "add", "-q", str(tmp_path / "second"), "-b", "second").returncode == 0
    write(tmp_path / "second", app=CALLING)
    passed, said = commit(do, tmp_path / "second", "app.py")
    assert not passed
    assert "helper.py:5:12: error SF101" in said
    assert do(tmp_path / "second", sys.executable, "-m", "stackfit", "check", "--staged").returncode == 1


def test_a_shallow_clone(shop: Path, do: Do, tmp_path: Path) -> None:
    write(shop, other="LIMIT = 3\n")
    assert commit(do, shop, "other.py")[0]
    clone = tmp_path / "clone"
    assert do(tmp_path, "git", "clone", "-q", "--depth=1", shop.as_uri(), str(clone)).returncode == 0
    assert do(clone, "pre-commit", "install").returncode == 0
    write(clone, app=CALLING)
    passed, said = commit(do, clone, "app.py")
    assert not passed
    assert "helper.py:5:12: error SF101" in said


def test_the_hook_that_scans_everything(tmp_path: Path, do: Do) -> None:
    root = start(do, tmp_path / "shop", SHOP, "stackfit-scan")
    passed, said = commit(do, root, ".")
    assert passed, said
    write(root, app=CALLING)
    passed, said = commit(do, root, "app.py")
    assert not passed
    assert "SF101" in said


@pytest.fixture
def plain(shop: Path) -> Path:
    """The same with a hook of git's own instead of pre-commit's."""
    hook = shop / ".git" / "hooks" / "pre-commit"
    python = shlex.quote(Path(sys.executable).as_posix())
    hook.write_text(f"#!/bin/sh\nexec {python} -m stackfit check --staged\n", newline="\n")
    hook.chmod(0o755)
    return shop


def test_a_plain_hook_sees_what_is_staged_and_nothing_else(plain: Path, do: Do) -> None:
    write(plain, app=CLEAN.replace("{}", "{'a': 1}"))
    do(plain, "git", "add", "app.py")
    write(plain, app=CALLING, stray=CALLING)
    passed, said = commit(do, plain)
    assert passed, said
    do(plain, "git", "add", "app.py")
    write(plain, app=CLEAN)
    passed, said = commit(do, plain)
    assert not passed
    assert "helper.py:5:12: error SF101" in said
    assert (plain / "app.py").read_text() == CLEAN


@pytest.mark.parametrize("words", [("-a",), ("--", "app.py")])
def test_a_plain_hook_of_a_commit_that_stages_by_itself(plain: Path, do: Do, words: tuple[str, ...]) -> None:
    write(plain, app=CALLING)
    done = do(plain, "git", "commit", "-m", "more", *words)
    assert done.returncode == 1
    assert "SF101" in done.stdout + done.stderr


def test_staged_before_the_first_commit(tmp_path: Path, do: Do) -> None:
    root = plant(tmp_path / "new", {**SHOP, "app.py": CALLING})
    do(root, "git", "init", "-q")
    check = (sys.executable, "-m", "stackfit", "check", "--staged")
    assert do(root, *check).returncode == 0
    do(root, "git", "add", ".")
    done = do(root, *check)
    assert done.returncode == 1
    assert done.stdout.startswith("helper.py:5:12: error SF101")


def test_staged_chooses_the_files_itself(shop: Path, do: Do, tmp_path: Path) -> None:
    done = do(shop, sys.executable, "-m", "stackfit", "check", "--staged", "app.py")
    assert done.returncode == 2
    assert "leave out the files" in done.stderr
    done = do(tmp_path, sys.executable, "-m", "stackfit", "check", "--staged")
    assert done.returncode == 2
    assert "not a git repository" in done.stderr


def test_what_lies_unstaged_is_not_blamed_on_a_change(shop: Path, do: Do) -> None:
    write(shop, other="LIMIT = 3\n")
    do(shop, "git", "add", "other.py")
    write(shop, app=CALLING)
    done = do(shop, sys.executable, "-m", "stackfit", "check", "other.py")
    assert done.returncode == 0, done.stdout
