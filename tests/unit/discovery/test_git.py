from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from stackfit.discovery.blobs import Blobs
from stackfit.discovery.commit import Commit
from stackfit.discovery.fileset import discover
from stackfit.discovery.git import GitEntry, GitListing, ask, find_git, hear, list_files
from stackfit.errors import UsageError

from .conftest import Git, Plant


def _paths(root: Path) -> set[str]:
    listing = list_files(root)
    assert listing is not None
    assert not listing.refusal
    return {entry.path for entry in listing.entries}


def test_lists_tracked_and_new_files_but_not_ignored_ones(plant: Plant, git: Git) -> None:
    root = plant({"a.py": "", "new.py": "", "secret.py": "", ".gitignore": "secret.py\n"})
    git(root, "init", "-q")
    git(root, "add", "a.py", ".gitignore")
    assert _paths(root) == {"a.py", "new.py", ".gitignore"}
    tracked = {entry.path: entry.tracked for entry in list_files(root).entries}  # type: ignore[union-attr]
    assert tracked == {"a.py": True, "new.py": False, ".gitignore": True}


def test_lists_below_a_folder_of_the_work_tree(plant: Plant, git: Git) -> None:
    root = plant({"a.py": "", "sub/b.py": ""})
    git(root, "init", "-q")
    git(root, "add", ".")
    assert _paths(root / "sub") == {"b.py"}


def test_odd_names_survive(plant: Plant, git: Git) -> None:
    root = plant({"new\nline.py": "", "tab\t.py": "", "Ünï.py": "", 'quote".py': "", "-v.py": ""})
    git(root, "init", "-q")
    git(root, "add", ".")
    assert _paths(root) == {"new\nline.py", "tab\t.py", "Ünï.py", 'quote".py', "-v.py"}


def test_an_unmerged_file_is_listed_once(plant: Plant, git: Git) -> None:
    root = plant({"a.py": "base\n"})
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "base")
    git(root, "checkout", "-qb", "other")
    plant({"a.py": "theirs\n"})
    git(root, "commit", "-qam", "theirs")
    git(root, "checkout", "-q", "-")
    plant({"a.py": "ours\n"})
    git(root, "commit", "-qam", "ours")
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "other")
    listing = list_files(root)
    assert listing is not None
    assert [entry.path for entry in listing.entries] == ["a.py"]


def test_nothing_to_ask_outside_of_a_repository(plant: Plant, git: Git) -> None:
    assert list_files(plant({"a.py": ""})) is None


def test_a_hostile_configuration_runs_nothing(plant: Plant, git: Git, tmp_path: Path) -> None:
    root = plant({"a.py": "", "b.py": ""})
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    marker = tmp_path / "marker"
    script = tmp_path / "evil.sh"
    script.write_text(f"#!/bin/sh\ntouch '{marker}'\n")
    script.chmod(0o755)
    hooks = root / ".git" / "evil-hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "fsmonitor-watchman", "pre-auto-gc", "post-checkout", "reference-transaction"):
        (hooks / hook).write_text(script.read_text())
        (hooks / hook).chmod(0o755)
    evil = script.as_posix()
    with (root / ".git" / "config").open("a") as config:
        config.write(
            f"[core]\n\tfsmonitor = {evil}\n\thooksPath = {hooks.as_posix()}\n\tpager = {evil}\n\tsshCommand = {evil}\n"
            f"\tuntrackedCache = true\n\tgitProxy = {evil}\n\teditor = {evil}\n\taskPass = {evil}\n"
            f"[alias]\n\tls-files = !{evil}\n[pager]\n\tls-files = {evil}\n"
            f'[filter "x"]\n\tclean = {evil}\n\tprocess = {evil}\n[credential]\n\thelper = !{evil}\n'
            f"[trace2]\n\teventTarget = {marker.as_posix()}2\n"
            f"[diff]\n\texternal = {evil}\n[gpg]\n\tprogram = {evil}\n[uploadpack]\n\tpackObjectsHook = {evil}\n"
        )
    (root / ".gitattributes").write_text("* filter=x\n")
    os.utime(root / "a.py", (1, 1))
    files = discover(root)
    assert not marker.exists()
    assert {"a.py", "b.py"} <= files.paths
    assert not files.errors
    # The bait is real: plain git does run it.
    subprocess.run(["git", "status"], cwd=root, capture_output=True, check=False)
    assert marker.exists()


def test_variables_of_a_running_hook_do_not_mislead(plant: Plant, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    root = plant({"a.py": ""})
    git(root, "init", "-q")
    git(root, "add", ".")
    monkeypatch.setenv("GIT_DIR", str(root / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(root / "no-index"))
    assert _paths(root) == {"a.py"}


def test_a_refusal_is_named_and_the_folder_is_walked(plant: Plant, git: Git) -> None:
    root = plant({"a.py": "", "ignored.py": "", ".gitignore": "ignored.py"})
    git(root, "init", "-q")
    git(root, "config", "core.repositoryFormatVersion", "99")
    files = discover(root)
    assert files.paths == {"a.py", ".gitignore"}
    assert [error.path for error in files.errors] == ["."]
    assert "without git" in files.errors[0].message


def test_works_without_git(plant: Plant, git: Git, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = plant({"a.py": ""})
    git(root, "init", "-q")
    monkeypatch.setenv("PATH", str(tmp_path))
    files = discover(root)
    assert files.paths == {"a.py"}
    assert "git is not installed" in files.errors[0].message


def test_git_is_never_taken_from_the_scanned_tree(
    plant: Plant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = "git.exe" if os.name == "nt" else "git"
    root = plant({name: "#!/bin/sh\n", f"bin/{name}": "#!/bin/sh\n"})
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / name).write_text("#!/bin/sh\n")
    for path in (root / name, root / "bin" / name, outside / name):
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.chdir(root)
    assert find_git(root, os.pathsep.join(["", ".", "bin", str(root), str(root / "bin")])) is None
    assert find_git(root, os.pathsep.join([".", str(root / "bin"), str(outside)])) == str(outside / name)


def test_a_folder_that_git_ignores_is_walked(plant: Plant, git: Git) -> None:
    root = plant({".gitignore": "build/\n", "a.py": "", "build/x.py": ""})
    git(root, "init", "-q")
    git(root, "add", ".")
    files = discover(root / "build")
    assert files.paths == {"x.py"}
    assert not files.errors


def test_git_is_never_taken_from_the_work_tree_around_the_scanned_folder(plant: Plant, git: Git) -> None:
    name = "git.exe" if os.name == "nt" else "git"
    root = plant({f"tools/{name}": "#!/bin/sh\n", "service/a.py": ""})
    git(root, "init", "-q")
    (root / "tools" / name).chmod(0o755)
    assert find_git(root / "service", str(root / "tools")) is None


def test_a_work_tree_that_is_said_to_be_elsewhere_is_read_where_it_is(plant: Plant, git: Git, tmp_path: Path) -> None:
    root = plant({"a.py": "", "new.py": ""})
    git(root, "init", "-q")
    git(root, "add", "a.py")
    (tmp_path / "secret.txt").write_text("")
    git(root, "config", "core.worktree", str(tmp_path))
    assert _paths(root) == {"a.py", "new.py"}


def test_a_repository_of_another_user_is_named_with_what_to_do(
    plant: Plant, git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = plant({"a.py": ""})
    git(root, "init", "-q")
    if os.name != "nt":  # the words of git itself, whoever runs the test
        fake = tmp_path / "bin" / "git"
        fake.parent.mkdir()
        fake.write_text("#!/bin/sh\necho \"fatal: detected dubious ownership in repository at '/x'\" >&2\nexit 128\n")
        fake.chmod(0o755)
        monkeypatch.setenv("PATH", str(fake.parent))
        errors = discover(root).errors
        assert "git does not trust it" in errors[0].message
        assert "safe.directory" in errors[0].message


def test_objects_that_are_elsewhere_are_not_fetched(plant: Plant, git: Git, tmp_path: Path) -> None:
    """A sparse index makes git read trees; where they are missing, a hostile remote would be asked for them."""
    root = plant({"in/a.py": "", "out/b.py": "", "out/c/d.py": ""})
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    git(root, "sparse-checkout", "set", "--cone", "--sparse-index", "in")
    missing = git(root, "rev-parse", "HEAD:out").strip()
    marker = tmp_path / "marker"
    evil = tmp_path / "evil.sh"
    evil.write_text(f"#!/bin/sh\ntouch '{marker}'\n")
    evil.chmod(0o755)
    (root / ".git" / "objects" / missing[:2] / missing[2:]).unlink()
    with (root / ".git" / "config").open("a") as config:
        config.write(
            f'[remote "origin"]\n\turl = {tmp_path.as_posix()}/none\n\tuploadpack = {evil.as_posix()}\n'
            "\tpromisor = true\n\tpartialclonefilter = blob:none\n[extensions]\n\tpartialClone = origin\n"
        )
    (root / ".git" / "objects" / "info").mkdir(exist_ok=True)
    (root / ".git" / "objects" / "info" / "alternates").write_text(f"{tmp_path}/elsewhere\n/proc/self\n")
    assert discover(root).paths >= {"in/a.py"}
    assert not marker.exists()


def test_what_git_says_has_a_bound(plant: Plant, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten small trees, each ten times in the next, stand for ten thousand million files."""
    root = plant({"app.py": "x = 1\n"})
    git(root, "init", "-q")
    name = git(root, "hash-object", "-w", "app.py").strip()
    kind, mode = "blob", "100644"
    for _ in range(10):
        lines = "".join(f"{mode} {kind} {name}\tf{number}\n" for number in range(10))
        made = subprocess.run(["git", "mktree"], cwd=root, input=lines, capture_output=True, text=True, check=True)
        name, kind, mode = made.stdout.strip(), "tree", "40000"
    git(root, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "--allow-empty", "-m", "one")
    monkeypatch.setattr("stackfit.discovery.git.MOST_OUTPUT", 1_000_000)
    assert ask(root, "ls-tree", "-r", "-z", "--long", name).refusal == "git said more than 1 MB"
    with pytest.raises(UsageError, match="git said more than 1 MB"):
        Commit(root, name)
    assert list_files(root) == GitListing(entries=(GitEntry("app.py", tracked=False),))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("place", ["index", "HEAD", "packed-refs", "config"])
def test_a_pipe_in_the_repository_is_not_waited_for(
    plant: Plant, git: Git, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    root = plant({"app.py": "x = 1\n"})
    git(root, "init", "-q")
    (root / ".git" / place).unlink(missing_ok=True)
    os.mkfifo(root / ".git" / place)
    monkeypatch.setattr("stackfit.discovery.git.TIMEOUT", 0.5)
    listing = list_files(root)
    if place != "packed-refs":  # which a listing need not look at
        assert listing is None or "git did not answer within 0.5 seconds" in listing.refusal
    assert [file.path for file in discover(root).files] == ["app.py"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_nor_is_an_object_that_is_one(plant: Plant, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    root = plant({"app.py": "x = 1\n"})
    git(root, "init", "-q")
    name = git(root, "hash-object", "-w", "app.py").strip()
    file = root / ".git" / "objects" / name[:2] / name[2:]
    file.unlink()
    os.mkfifo(file)
    monkeypatch.setattr("stackfit.discovery.blobs.TIMEOUT", 0.2)
    monkeypatch.setattr("stackfit.discovery.blobs._LOOK", 0.05)
    blobs = Blobs(root)
    for _ in range(2):
        with pytest.raises(OSError, match=r"git|[Pp]ipe"):
            blobs.read(name)
    blobs.close()


def test_an_object_is_what_its_name_says(plant: Plant, git: Git) -> None:
    """A repository that comes as an archive may tell git to show another object in place of one."""
    root = plant({"app.py": "import time\n", "other.py": "pass\n"})
    git(root, "init", "-q")
    name, other = (git(root, "hash-object", "-w", file).strip() for file in ("app.py", "other.py"))
    git(root, "replace", name, other)
    assert git(root, "cat-file", "blob", name) == "pass\n"
    blobs = Blobs(root)
    assert blobs.read(name) == b"import time\n"
    blobs.close()


def test_git_that_complains_without_end_is_heard_to_its_end(tmp_path: Path) -> None:
    code = "import sys\nsys.stderr.write('fatal: x' + 'y' * 3_000_000)\nsys.stdin.read()\nsys.exit(3)"
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, stderr=pipe) as child:
        assert hear(child, b"z" * 3_000_000, seconds=60, most=10).refusal.startswith("fatal: xyyy")
