"""Where a scan takes place: the git work tree around the folder, and the page that a CI service shows its files on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from stackfit.files import find_work_tree

_SERVER = re.compile(r"https://[\w.-]{1,200}(?::\d{1,5})?", re.ASCII)
_PROJECT = re.compile(r"[\w.-]{1,100}(?:/[\w.-]{1,100}){1,20}", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{7,64}")


def find_top(folder: Path) -> Path | None:
    """The top of the git work tree that holds a folder, None outside of one."""
    return find_work_tree(folder.resolve())


def find_base(root: Path) -> str:
    """What leads from the top of the work tree to the scanned folder, "" where they are one."""
    top = find_top(root)
    relative = root.resolve().relative_to(top).as_posix() if top else "."
    return "" if relative == "." else f"{relative}/"


def find_source_url(environment: Mapping[str, str], commit: str = "") -> str:
    """The address of the files of a commit (the job's own), from the variables that GitHub and GitLab set for jobs."""
    github = [environment.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA")]
    gitlab = [environment.get(f"CI_{name}", "") for name in ("SERVER_URL", "PROJECT_PATH", "COMMIT_SHA")]
    if commit:
        github[2] = gitlab[2] = commit
    for (server, project, commit), middle in ((github, "blob"), (gitlab, "-/blob")):
        if _SERVER.fullmatch(server) and _PROJECT.fullmatch(project) and _COMMIT.fullmatch(commit):
            return f"{server}/{project}/{middle}/{commit}/"
    return ""
