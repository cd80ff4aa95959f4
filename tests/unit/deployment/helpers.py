from __future__ import annotations

from stackfit.deployment import parse_command, read_deployments
from stackfit.model.deployment import Deployment, StartCommand
from stackfit.model.kinds import Role
from stackfit.model.source import Location, SourceFile


def read_tree(tree: dict[str, str]) -> list[Deployment]:
    """Read a repository given as a dict."""
    data = {path: text.encode() for path, text in tree.items()}
    files = [SourceFile(path=path, size=len(content), role=Role.PRODUCTION) for path, content in data.items()]
    return list(read_deployments(files, data.get))


def read_one(path: str, text: str) -> Deployment:
    """Read the only deployment of one file."""
    (found,) = read_tree({path: text})
    return found


def start(command: str, process: str = "") -> list[StartCommand]:
    """Parse one command line."""
    return list(parse_command(command, Location(path="x"), "test", process))
