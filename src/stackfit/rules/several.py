"""What starts more than one process of a component, and which of its code each of them loads."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from stackfit.model.component import ProfiledComponent
from stackfit.model.deployment import StartCommand
from stackfit.model.finding import Related
from stackfit.model.kinds import ComponentKind
from stackfit.model.source import Location
from stackfit.rules.base import NODE, Context
from stackfit.rules.modules import loaded_files, resolve_script
from stackfit.rules.serving import describe_processes, serves, several_processes, starts

FORKS = frozenset({"fork"})
_QUIET_KINDS = (ComponentKind.TOOLING, ComponentKind.CLI, ComponentKind.SPA)
_SCRIPTS = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")


class Several(NamedTuple):
    """What starts more than one process; `files` are those it loads, None where that is not known."""

    what: str
    location: Location
    command: StartCommand | None = None
    files: frozenset[str] | None = None

    @property
    def related(self) -> tuple[Related, ...]:
        """The place to name beside a finding."""
        return (Related(location=self.location, what=self.what),)

    @property
    def shares_a_port(self) -> bool:
        """Whether its processes take turns at one port of one machine, rather than stand behind a load balancer."""
        return self.command is None or self.command.workers == 0 or (self.command.workers or 1) > 1


def deploys(component: ProfiledComponent) -> bool:
    """Whether a component may be started several times at all: a library only where something starts it."""
    if component.kind in _QUIET_KINDS:
        return False
    return component.kind is not ComponentKind.LIBRARY or starts(component)


def find_several(component: ProfiledComponent, context: Context) -> Iterator[Several]:
    """List what starts more than one process: start commands first, then `cluster.fork`."""
    for command in several_processes(component):
        files = _loaded(command, component, context)
        yield Several(f"production starts {describe_processes(command)}", command.location, command, files)
    for file in context.files(component, FORKS, NODE):
        facts = context.facts(file.path)
        calls = facts.calls if facts is not None else ()
        # Workers that are given an environment each, outside of a loop, do different work.
        alike = (call for call in calls if call.resolved == "cluster.fork" and (call.in_loop or not call.args))
        fork = next(alike, None)
        if fork is not None:
            elsewhere = any(call.resolved in ("cluster.setupMaster", "cluster.setupPrimary") for call in calls)
            location = Location(path=file.path, line=fork.line, column=fork.column)
            files = None if elsewhere else loaded_files((file.path,), context)
            yield Several(f"{posixpath.basename(file.path)} forks cluster workers", location, files=files)


def runs(more: Several, path: str, component: ProfiledComponent, context: Context) -> bool:
    """Whether each of the processes loads the code of a file."""
    if more.files is not None and path not in more.files:
        return False
    command = more.command
    return command is None or not path.endswith(".py") or serves(command, path, component, context)


def _loaded(command: StartCommand, component: ProfiledComponent, context: Context) -> frozenset[str] | None:
    """Collect what the script of a Node.js command loads; None where the repository does not hold the script."""
    if command.program not in ("pm2", "node") or not command.target:
        return None
    folder = command.location.path.rpartition("/")[0]
    for base in dict.fromkeys((folder, component.component.path, ".")):
        start = resolve_script(f"{base}/x" if base not in ("", ".") else "x", f"./{command.target}", context)
        if start.endswith(_SCRIPTS) or "/bin/" in f"/{start}":
            return loaded_files((start,), context)
    return None
