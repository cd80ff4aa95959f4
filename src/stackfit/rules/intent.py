"""Tells whether a deployment file is meant for development, by what it, its stages, comments and neighbours say."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from stackfit.model.deployment import StartCommand
from stackfit.model.source import split_lines
from stackfit.rules.base import Context

_DEVELOPMENT = re.compile(r"\b(?:dev|devel|development|developers?|local|locally|debug|debugging)\b", re.IGNORECASE)
_MADE_FOR = re.compile(
    r"\bfor\s+(?:local\s+|use\s+in\s+)?development\b|\bdevelopment\s+(?:only|image|environment)\b", re.IGNORECASE
)
_PRODUCTION = re.compile(r"(?:^|[^a-z])prod(?:uction)?(?:[^a-z]|$)", re.IGNORECASE)
_DEVELOPMENT_SETTING = re.compile(
    r"(?:^|[^a-z])(?:dev|devel|development|local|debug|reload)(?:[^a-z]|$)", re.IGNORECASE
)
_BRANCH = re.compile(r"(?:el)?if[ \[](.{1,300})|\(?([\w\"'|* -]{1,80})\)")
_WORD_END = re.compile(r"(?:fi|esac)(?![\w-])")
_DEPLOYED = re.compile(r"(?:^|[^a-z])(?:prod(?:uction)?|cloud|release|deploy(?:ment)?)(?:[^a-z]|$)", re.IGNORECASE)
"""What names a file for production, beside one of the same kind that does not say what it is for."""

_STAGE = re.compile(r"^\s{0,40}FROM\s+\S+(?:\s+AS\s+(\S+))?", re.IGNORECASE)
_INSTALLS = re.compile(
    r"\brequirements[/_.-](?:dev|development|local)\b|\bdev[_-]requirements\b|--(?:group|with|extra)[ =]dev\b|\.\[dev\]"
)
"""What developers need is installed."""
_DEVELOPMENT_FOLDER = re.compile(
    r"dev|devel|development|local|\.devcontainer|tests?(?:[_-].*)?"
    r"|mock.*|.*[_-]mocks?|(?:fake|stub|dummy)s?(?:[_-].*)?"
)
_COMPOSE = re.compile(r"[\w.-]{0,80}compose[\w.-]{0,80}\.ya?ml")
_BUILT = re.compile(r"^\s{0,40}dockerfile:\s{0,8}[\"']?([\w./-]{1,200})", re.MULTILINE)
_CONTEXT = re.compile(r"^\s{0,40}(?:build|context):[ \t]{0,8}[\"']?([\w./-]{1,200})", re.MULTILINE)
_DEPLOYS = frozenset({"dockerfile", "procfile"})
MOUNT = re.compile(r"^\s{0,40}-\s{0,8}[\"']?(?:\.{1,2}|\$\{?PWD\}?)/?[\w./-]{0,100}:/", re.MULTILINE)
"""A folder of the sources is laid over one of the container."""

_HEAD = 5
"""Lines at the top of a file in which a comment speaks of the whole file."""


def is_for_development(command: StartCommand, context: Context) -> bool:
    """Whether the place of a command says that it is meant for developers."""
    path = command.location.path
    lines = split_lines(context.text(path) or "")
    return (
        is_in_development_folder(path)
        or _says(lines[:_HEAD])
        or _says(_comment_above(lines, command.location.line))
        or bool(_DEVELOPMENT.search(_stage(lines, command.location.line)))
        or (path.endswith(".sh") and _in_branch_for_development(lines, command.location.line))
        or _has_production_neighbour(path, context)
        or _is_mounted_over(path, context)
        or any(_INSTALLS.search(_last_stage(text)) for text in _images(path, context))
    )


def is_in_development_folder(path: str) -> bool:
    """Whether a folder on the way to a file is for development or tests: `docker/dev/node/Dockerfile`."""
    return any(_DEVELOPMENT_FOLDER.fullmatch(folder) for folder in path.lower().split("/")[:-1])


def is_last_stage(path: str, number: int, context: Context) -> bool:
    """Whether a line of a Dockerfile begins the stage that is left in the end."""
    lines = split_lines(context.text(path) or "")
    starts = [position for position, line in enumerate(lines, 1) if _STAGE.match(line)]
    return bool(starts) and starts[-1] == number


def _says(lines: list[str]) -> bool:
    """Whether comments speak of development: not of production as well, unless they say what it is made for."""
    comments = " ".join(line.strip() for line in lines if line.lstrip().startswith("#"))
    if _PRODUCTION.search(comments):
        return bool(_MADE_FOR.search(comments))
    return bool(_DEVELOPMENT.search(comments))


def _comment_above(lines: list[str], number: int) -> list[str]:
    """Give the comment lines right above a line."""
    start = number - 1
    while start > 0 and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return lines[start : number - 1]


def _in_branch_for_development(lines: list[str], number: int) -> bool:
    """Whether a line of a shell script stands in the branch of an `if` or `case` that is taken in development."""
    closed, other = 0, False
    for line in reversed(lines[: number - 1]):
        text = line.strip()
        closed += text.startswith(("fi", "esac")) and _WORD_END.match(text) is not None
        if closed:
            closed -= text.startswith(("if ", "if[", "case "))
        elif text.startswith("else"):
            other = True
        elif (found := _BRANCH.match(text)) is not None:
            asked = found.group(1) or found.group(2)
            if (_PRODUCTION if other else _DEVELOPMENT_SETTING).search(asked):
                return True
            other = other and text.startswith("elif")
    return False


def _stage(lines: list[str], number: int) -> str:
    """Give the name of the build stage that a line of a Dockerfile belongs to."""
    found = (_STAGE.match(line) for line in reversed(lines[:number]))
    return next((match.group(1) or "" for match in found if match), "")


def _images(path: str, context: Context) -> Iterator[str]:
    """Yield the Dockerfiles behind a command: the file itself, or those that name the script it stands in."""
    name = posixpath.basename(path)
    for other in sorted(context.paths):
        if "dockerfile" in posixpath.basename(other).lower():
            text = context.text(other) or ""
            if other == path or (name.endswith(".sh") and name in text):
                yield text


def _last_stage(text: str) -> str:
    """Give the part of a Dockerfile that makes the image which is left in the end."""
    lines = split_lines(text)
    starts = [number for number, line in enumerate(lines) if _STAGE.match(line)]
    return "\n".join(lines[starts[-1] :] if starts else lines)


def _is_mounted_over(path: str, context: Context) -> bool:
    """Whether a compose service lays the sources over an image, and another file says what to deploy."""
    name = posixpath.basename(path)
    others = (item for item in context.paths if item != path and posixpath.basename(item).lower() in _DEPLOYS)
    if "dockerfile" not in name.lower() or not any(path.startswith(_below(posixpath.dirname(it))) for it in others):
        return False
    for compose in sorted(context.paths):
        folder, file = posixpath.split(compose)
        text = context.text(compose) or "" if _COMPOSE.fullmatch(file) else ""
        named = [*_BUILT.findall(text), *(f"{found}/Dockerfile" for found in _CONTEXT.findall(text))]
        if MOUNT.search(text) and path in {posixpath.normpath(posixpath.join(folder, found)) for found in named}:
            return True
    return False


def _below(folder: str) -> str:
    return f"{folder}/" if folder else ""


def _has_production_neighbour(path: str, context: Context) -> bool:
    """Whether a file beside it has the same name and "prod" or the like in it: `Dockerfile.prod`."""
    folder, name = posixpath.split(path)
    stem = name.partition(".")[0].lower()
    if not stem or _DEPLOYED.search(name):
        return False
    return any(
        other != path
        and posixpath.dirname(other) == folder
        and stem in posixpath.basename(other).lower()
        and _DEPLOYED.search(posixpath.basename(other))
        for other in context.paths
    )
