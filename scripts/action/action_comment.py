"""The step that comments on a pull request: one comment that is kept up to date, or a new one for each run."""

from __future__ import annotations

import hashlib
import json
import os
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from action_input import RefusedError, dig, given, one_of, read_event, tell

MOST = 65_000
"""GitHub takes 65,536 characters in a comment."""
_NO_PERMISSION = "the token may not write comments (`permissions: pull-requests: write`; from a fork, never)"
_FROM_ELSEWHERE = "What stackfit said in the pull request's own run, which may have been changed by the pull request:"
_PAGES = 30
_TIMEOUT = 30
_REPOSITORY = re.compile(r"[\w.-]{1,100}/[\w.-]{1,100}", re.ASCII)
_FENCE = re.compile(r"`{3,}|~{3,}")


class DeniedError(Exception):
    """The server did not let us."""


def comment() -> int:
    """Comment where that is asked for and allowed; what is not never fails the job."""
    mode = one_of("comment", "off", "new", "update")
    if mode == "off":
        return 0
    event = read_event()
    try:
        server = Server()
        number = dig(event, "pull_request", "number") or _find_pull_request(server, event)
        if not isinstance(number, int):
            tell("notice", "no comment: this run belongs to no open pull request")
            return 0
        _write(server, number, mode)
    except DeniedError as problem:
        tell("notice", f"no comment: {problem}. The report is in the summary of the run.")
    return 0


def _write(server: Server, number: int, mode: str) -> None:
    """Edit the comment that is there, or write one, unless there has never been anything to tell."""
    marker = f"<!-- stackfit comment {hashlib.sha256(given('path').encode('utf-8', 'replace')).hexdigest()[:12]} -->"
    body = f"{marker}\n{_read_body()}"
    old = next(server.own_comments(number, marker), None) if mode == "update" else None
    if old is not None:
        server.ask("PATCH", f"/issues/comments/{old}", {"body": body})
    elif _is_worth_telling():
        server.ask("POST", f"/issues/{number}/comments", {"body": body})


def _read_body() -> str:
    """What to write: our own Markdown; or a text from elsewhere, as text in a fence that nothing in it can close."""
    text = given("text")
    path = Path(text or given("markdown"))
    try:
        with path.open("rb") as file:
            content = file.read(4 * MOST).decode("utf-8", "replace")
    except OSError as problem:
        raise RefusedError(f"comment: {path} cannot be read: {problem.strerror}") from problem
    if not text:
        return content[:MOST]
    lines = "".join(char if char == "\n" or char.isprintable() else " " for char in content[: MOST - 2_000])
    fence = "`" * (max((len(run) for run in _FENCE.findall(lines)), default=2) + 1)
    return f"{_FROM_ELSEWHERE}\n\n{fence}text\n{lines.rstrip()}\n{fence}\n"


def _is_worth_telling() -> bool:
    """Whether the change did anything; without a comparison there is always something."""
    try:
        change = json.loads(Path(given("diff")).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return True
    verdict = change["summary"]["verdict"]
    moved = any(item["status"] != "unchanged" for item in change["components"] if item["role"] == "production")
    return bool(change["new"] or change["fixed"] or moved or verdict["before"] != verdict["after"])


def _find_pull_request(server: Server, event: Mapping[str, Any]) -> int | None:
    """The open pull request whose newest commit a finished workflow ran for; GitHub names none that is from a fork."""
    run = event.get("workflow_run")
    owner, branch = dig(run, "head_repository", "owner", "login"), dig(run, "head_branch")
    if not isinstance(owner, str) or not isinstance(branch, str):
        return None
    query = urllib.parse.urlencode({"state": "open", "head": f"{owner}:{branch}", "per_page": "100"})
    found = server.ask("GET", f"/pulls?{query}")
    numbers = [dig(item, "number") for item in found if dig(item, "head", "sha") == dig(run, "head_sha")]
    return numbers[0] if len(numbers) == 1 else None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows nobody: the token is for one server."""

    def redirect_request(self, *_: object) -> None:
        """Refuse."""
        return


class Server:
    """The part of GitHub's REST API that comments need."""

    def __init__(self) -> None:
        repository = os.environ.get("GITHUB_REPOSITORY", "")
        if not _REPOSITORY.fullmatch(repository):
            raise DeniedError("GITHUB_REPOSITORY names no repository")
        if not given("token"):
            raise DeniedError("there is no token")
        self._api = os.environ.get("GITHUB_API_URL", "https://api.github.com")
        self._repository = f"/repos/{repository}"
        self._opener = urllib.request.build_opener(_NoRedirect)

    def ask(self, method: str, path: str, body: Mapping[str, str] | None = None, *, top: bool = False) -> Any:
        """One request. Raises `DeniedError` on any answer but a good one."""
        request = urllib.request.Request(  # noqa: S310 - the runner's own address
            f"{self._api}{'' if top else self._repository}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {given('token')}",
                "Content-Type": "application/json",
                "User-Agent": "stackfit",
                "X-GitHub-Api-Version": "2022-11-28",
            },
        )
        try:
            with self._opener.open(request, timeout=_TIMEOUT) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as problem:
            with problem:
                denied = problem.code in (401, 403, 404)
                raise DeniedError(_NO_PERMISSION if denied else f"GitHub answers {problem.code}") from problem
        except (OSError, ValueError) as problem:
            raise DeniedError(f"GitHub cannot be asked: {problem}") from problem

    def own_comments(self, number: int, marker: str) -> Iterator[int]:
        """The comments that an earlier run wrote; whoever else quotes the marker must not have theirs edited."""
        login = self._login()
        for page in range(1, _PAGES + 1):
            found = self.ask("GET", f"/issues/{number}/comments?per_page=100&page={page}")
            for item in found:
                ours = dig(item, "user", "login") == login if login else dig(item, "user", "type") == "Bot"
                if ours and str(dig(item, "body")).startswith(marker):
                    yield int(item["id"])
            if len(found) < 100:
                return

    def _login(self) -> str:
        """Whose token it is; "" for that of an app, which may not ask."""
        try:
            return str(dig(self.ask("GET", "/user", top=True), "login") or "")
        except DeniedError:
            return ""
