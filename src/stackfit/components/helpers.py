"""Scripts in the other language that production code starts: they run in production too, however few they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from stackfit.components.sides import side_of_file
from stackfit.model.code import CodeReader
from stackfit.model.deployment import StartCommand
from stackfit.model.kinds import Ecosystem, Role
from stackfit.model.source import Location, SourceFile, split_lines

SOURCE = "code"
_STARTERS = {
    Ecosystem.PYPI: frozenset(("subprocess", "asyncio.subprocess")),
    Ecosystem.NPM: frozenset(("child_process", "node:child_process", "execa", "cross-spawn", "python-shell")),
}
_PROGRAMS = {Ecosystem.PYPI: "python", Ecosystem.NPM: "node"}
_NAMED = re.compile(r"""["'`]([\w.\\/-]{1,200}\.(?:py|[cm]?js|ts))["'`]""")
_COMMENT = ("#", "//", "*", "/*")

Text = Callable[[str], "str | None"]


class Helper(NamedTuple):
    """A script and the place in the other language's code that names it to start it."""

    file: SourceFile
    location: Location

    def command(self) -> StartCommand:
        """The command that starts it, as far as it is known."""
        program = _PROGRAMS[side_of_file(self.file)]
        text = f"{program} {self.file.path}"
        return StartCommand(command=text, location=self.location, source=SOURCE, program=program, target=self.file.path)


def find_helpers(files: Iterable[SourceFile], code: CodeReader, text: Text) -> tuple[Helper, ...]:
    """The scripts that production code of the other side names to start them, by path."""
    production = [file for file in files if file.language is not None and file.role is Role.PRODUCTION]
    if len({side_of_file(file) for file in production}) < len(Ecosystem):
        return ()
    by_name: dict[str, list[SourceFile]] = defaultdict(list)
    for file in production:
        if _runs_by_itself(file, code):
            by_name[file.name].append(file)
    found: dict[str, Helper] = {}
    for starter in _starters(production, code):
        for path, line in _named_files(text(starter.path) or ""):
            for file in _matches(path, side_of_file(starter), by_name):
                found.setdefault(file.path, Helper(file, Location(path=starter.path, line=line)))
    return tuple(found[path] for path in sorted(found))


def _runs_by_itself(file: SourceFile, code: CodeReader) -> bool:
    """Whether a file can be a program: JavaScript that imports nothing is for a page."""
    index = code.index(file.path)
    return index is not None and (side_of_file(file) is Ecosystem.PYPI or bool(index.modules))


def _starters(files: Iterable[SourceFile], code: CodeReader) -> list[SourceFile]:
    """The files that start processes; where JavaScript does so, a Python file named anywhere in it is for that.

    Python names JavaScript files for pages, too, so there the file itself must start processes.
    """
    ordered = sorted(files, key=lambda file: file.path)
    starting = [file for file in ordered if _starts_processes(file, code)]
    if not any(side_of_file(file) is Ecosystem.NPM for file in starting):
        return starting
    return [file for file in ordered if side_of_file(file) is Ecosystem.NPM or file in starting]


def _starts_processes(file: SourceFile, code: CodeReader) -> bool:
    wanted = _STARTERS[side_of_file(file)]
    index = code.index(file.path)
    if index is None or wanted.isdisjoint(index.modules):
        return False
    return any(item.module in wanted for item in code.imports(file.path))


def _named_files(text: str) -> Iterator[tuple[str, int]]:
    """Each file name in quotes, with its line; comments name nothing."""
    for number, line in enumerate(split_lines(text), 1):
        if not line.lstrip().startswith(_COMMENT):
            for match in _NAMED.finditer(line):
                yield match[1].replace("\\", "/"), number


def _matches(path: str, side: Ecosystem, by_name: Mapping[str, list[SourceFile]]) -> Iterator[SourceFile]:
    """The files of the other side that a name may mean: one, or none where several would do."""
    tail = re.sub(r"^(?:\.{0,2}/)+", "", path)
    others = [file for file in by_name.get(tail.rpartition("/")[2], ()) if side_of_file(file) is not side]
    named = [file for file in others if f"/{file.path}".endswith(f"/{tail}")]
    if len(named) == 1:
        yield named[0]
