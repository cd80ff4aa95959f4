"""Who runs on the event loop, and which blocking calls it reaches from there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from stackfit.callgraph.answers import Spared
from stackfit.callgraph.asking import Asking
from stackfit.callgraph.candidates import Candidates, wanted_words
from stackfit.callgraph.carriers import Carriers
from stackfit.callgraph.certainty import Certainty
from stackfit.callgraph.earlier import Earlier
from stackfit.callgraph.layout import Layout, read_layout
from stackfit.callgraph.loops import Loops
from stackfit.callgraph.project import Project
from stackfit.callgraph.search import Search
from stackfit.callgraph.shut import Doors
from stackfit.catalogue.callables_model import Callables
from stackfit.model.blocking import BlockingCall, Reached, never_reached
from stackfit.model.code import CodeReader
from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import FileIndex
from stackfit.model.kinds import ComponentKind, Role
from stackfit.model.source import ReadError, SourceFile

__all__ = [
    "BlockingReport",
    "Candidates",
    "Earlier",
    "Layout",
    "find_blocking_calls",
    "make_candidates",
    "may_matter",
    "read_layout",
    "wanted_words",
]


class BlockingReport(Struct, frozen=True, kw_only=True):
    """The blocking calls that run on a loop, sorted by place, and how much of the code was followed.

    `reached` answers further questions, and follows more of the code where it has to. `keep`, called when no more will
    be asked, with what could not be read so far, keeps the answers for later runs.
    """

    calls: tuple[BlockingCall, ...] = ()
    calls_resolved: int = 0
    calls_unresolved: int = 0
    chains_cut: int = 0
    reached: Reached = never_reached
    keep: Callable[[Sequence[ReadError]], Spared] = lambda errors: Spared()


def find_blocking_calls(
    components: Iterable[ProfiledComponent],
    code: CodeReader,
    callables: Callables,
    *,
    candidates: Mapping[bool, Candidates] | None = None,
    layout: Layout | None = None,
    roles: frozenset[Role] = frozenset((Role.PRODUCTION,)),
    exhaustive: bool = False,
    earlier: Earlier | None = None,
) -> BlockingReport:
    """Find every blocking call that an event loop reaches in the components' files of the given roles.

    Files that cannot matter by their text index are not parsed, unless `exhaustive` asks for all of them.
    """
    components = tuple(components)
    files = {path: file for path, file in sorted(_server_files(components).items()) if file.role in roles}
    earlier = earlier or Earlier()
    asking = Asking(code, earlier.trace)
    project = Project(files, asking, callables, layout)
    earlier.compare(project, asking)
    candidates = candidates or make_candidates(callables)
    carriers = Carriers(project, code, candidates, earlier.carried.get)
    earlier.settle(carriers.digest)
    loops = Loops(project, asking, _library_files(components))
    search = Search(project, carriers, Doors(project, asking, loops), loops, Certainty(project, asking))
    seeds = files if exhaustive else sorted({*_find_seeds(project, code, candidates), *carriers.files()})
    code.expect(earlier.calls.missing(seeds))
    found = [earlier.calls.get(path, partial(search.find_calls, path)) for path in seeds]
    calls = (call for item in found for call in item.calls)
    return BlockingReport(
        calls=tuple(sorted(calls, key=_order)),
        calls_resolved=sum(item.resolved for item in found),
        calls_unresolved=sum(item.unresolved for item in found),
        chains_cut=sum(item.cut for item in found),
        reached=lambda path, function: earlier.reached.get(
            f"{function} {path}", partial(search.reached, path, function)
        ),
        keep=partial(earlier.keep, project, asking),
    )


def _order(call: BlockingCall) -> tuple[str, int, int, str]:
    return call.location.path, call.location.line, call.location.column, call.callable


def make_candidates(callables: Callables) -> Mapping[bool, Candidates]:
    """Prepare the questions to the text of files, by whether they are Python."""
    return {side.python: Candidates(side) for side in (callables.python, callables.node)}


def may_matter(file: SourceFile, index: FileIndex, code: CodeReader, candidates: Mapping[bool, Candidates]) -> bool:
    """Whether `find_blocking_calls` is likely to ask for the facts of a file, as far as its own text tells."""
    if file.role is not Role.PRODUCTION or file.language is None:
        return False
    asked = candidates[file.language.is_python]
    return asked.may_make(index) or asked.may_block(index, code)


def _find_seeds(project: Project, code: CodeReader, candidates: Mapping[bool, Candidates]) -> Iterator[str]:
    """Yield the files that may hold a blocking call which a loop gets to: an entry is in them, or they are imported."""
    heirs = project.importers.users_of(candidates[True].base_modules, project.files, code)
    for path, file in project.files.items():
        index = code.index(path)
        if index is None or file.language is None:
            continue
        asked = candidates[file.language.is_python]
        entered = asked.may_enter(index) or path in heirs or project.importers.has_any(path)
        if entered and asked.may_block(index, code):
            yield path


def _server_files(components: Iterable[ProfiledComponent]) -> dict[str, SourceFile]:
    """Collect the files of every component that runs on a loop of ours rather than in a browser."""
    sides = [profile for profile in components if profile.runtime.side]
    return {file.path: file for profile in sides for file in profile.component.files if file.language is not None}


def _library_files(components: Iterable[ProfiledComponent]) -> frozenset[str]:
    """Collect the files of components that others import."""
    libraries = (profile.component for profile in components if profile.kind is ComponentKind.LIBRARY)
    return frozenset(file.path for component in libraries for file in component.files)
