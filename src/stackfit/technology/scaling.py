"""The three ways to scale: cloning (several processes), decomposing (separate services), splitting (partitioned work).

Cloning and decomposing show in how things are started; splitting shows in calls, which the catalogue lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stackfit.model.component import Component
from stackfit.model.deployment import StartCommand
from stackfit.model.evidence import Evidence
from stackfit.model.kinds import EvidenceSource, Role

CLONING = "scaling-cloning"
DECOMPOSING = "scaling-decomposing"


def scaling_evidence(component: Component, components: Sequence[Component]) -> Iterator[Evidence]:
    """Evidence for cloning and decomposing of one component among all the repository's `components`."""
    for command in deployed_commands(component, manifests_too=True):
        count = _copies(command)
        if count:
            yield _evidence(command, f"{command.program or command.target} runs {count}", CLONING)
    yield from _decomposing(component, components)


def deployed_commands(component: Component, *, manifests_too: bool = False) -> tuple[StartCommand, ...]:
    """The production start commands of deployment files, and of manifests where asked for; none that code gives."""
    return tuple(
        command
        for command in component.commands
        if command.production
        and not command.development
        and command.source != "code"
        and (manifests_too or command.source != "package-json")
    )


def _copies(command: StartCommand) -> str:
    """How many copies a command runs, in words; "" for one or an unknown number. 0 workers means one per core."""
    if command.workers == 0:
        return "in one process per core"
    if command.workers is not None and command.workers > 1:
        return f"in {command.workers} worker processes"
    return f"as {command.replicas} replicas" if command.replicas is not None and command.replicas > 1 else ""


def _decomposing(component: Component, components: Sequence[Component]) -> Iterator[Evidence]:
    """The component's own separate processes, and the other components that are deployed beside it."""
    deployed = deployed_commands(component)
    if not deployed:
        return
    others = [peer for peer in components if peer.path != component.path and deployed_commands(peer)]
    for command in _separate_processes(deployed):
        yield _evidence(command, f"starts {command.process} as a process of its own", DECOMPOSING)
    for peer in others:
        yield _evidence(deployed_commands(peer)[0], f"{peer.name} is deployed on its own", DECOMPOSING)


def _separate_processes(commands: Sequence[StartCommand]) -> tuple[StartCommand, ...]:
    """Named processes of one file that run different things (web and worker of a Procfile), if there are several."""
    for path in sorted({command.location.path for command in commands}):
        named = {
            (command.program, command.target): command
            for command in commands
            if command.location.path == path and command.process and command.program
        }
        if len({command.process for command in named.values()}) > 1 and len(named) > 1:
            return tuple(named.values())
    return ()


def _evidence(command: StartCommand, what: str, technology: str) -> Evidence:
    return Evidence(
        source=EvidenceSource.COMMAND,
        role=Role.PRODUCTION,
        location=command.location,
        what=what,
        technology=technology,
    )
