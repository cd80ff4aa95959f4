"""How later stages ask for code: an index that is always there, and facts that are parsed on demand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from stackfit.model.facts import Call, Condition, FileFacts, FileIndex, Given, Guard, Import


class CodeReader(Protocol):
    """Access to the source files of a scan by path; both answers are None where a file could not be read."""

    def index(self, path: str) -> FileIndex | None:
        """The text index of a file (candidates only)."""
        ...

    def holding(self, word: str) -> Sequence[str]:
        """The files, of those indexed so far, that hold a word (candidates only)."""
        ...

    def takes_member(self, path: str, name: str) -> bool:
        """Whether the text of a file takes a member of that name from something (a candidate only)."""
        ...

    def renames(self, path: str, module: str) -> bool:
        """Whether the text of a Python file gives an imported module a name of its own (a candidate only)."""
        ...

    def uses_function(self, path: str, module: str, name: str) -> bool:
        """Whether the text of a file may use a function of a module (a candidate only)."""
        ...

    def passes_to(self, path: str, holder: str, member: str) -> bool:
        """Whether the text of a file may take a member from what another file holds under a name, or hand that on."""
        ...

    def knows_class(self, path: str, name: str) -> bool:
        """Whether the text of a file may mean a class by a name, rather than speak of it (a candidate only)."""
        ...

    def facts(self, path: str) -> FileFacts | None:
        """The confirmed facts of a file, parsed at the first call."""
        ...

    def expect(self, paths: Iterable[str], *, later: bool = False) -> None:
        """Say that the facts of these files will be asked for, in this order: at once, or `later`."""
        ...

    def reads(self, path: str, name: str) -> tuple[Call, ...]:
        """The places of a Python file that read an attribute of that name from something known, as calls."""
        ...

    def guards(self, path: str, line: int, column: int) -> tuple[Guard, ...]:
        """The parameters that must be true, or false, for the code at a place of a Python file to run."""
        ...

    def conditions(self, path: str, line: int, column: int) -> tuple[Condition, ...]:
        """What must hold for the code at a place of a Python file to run, besides what its parameters are."""
        ...

    def is_always(self, path: str, name: str, truth: str) -> bool:
        """Whether the text of a Python module gives a name once, and for good, what is "true" or "false"."""
        ...

    def rebinds(self, path: str, name: str) -> bool:
        """Whether the text of a file may give a member of another module a new value."""
        ...

    def hands_on(self, path: str, name: str) -> bool:
        """Whether the text of a Python file may hand on a function by its name (a candidate only)."""
        ...

    def occurrences(self, path: str, name: str) -> int:
        """How often the text of a Python file names something, other than to call it, in quotes and in comments."""
        ...

    def refers(self, path: str, name: str) -> bool:
        """Whether the text of a Python file has a word where it does not define a function of that name."""
        ...

    def awaits(self, path: str, name: str, first: int, last: int) -> bool:
        """Whether some lines (1-based) of a Python file await a name."""
        ...

    def given(self, path: str, line: int, column: int, callee: str) -> tuple[Given, ...]:
        """The arguments of a call at a place of a Python file that are surely not None."""
        ...

    def is_decided(self, path: str, line: int, column: int) -> bool:
        """Whether the function around a place of a file may run without coming to it, other than by a failure."""
        ...

    def closing(self, path: str, line: int, column: int) -> tuple[str, ...] | None:
        """The conditions around a place of a Python file after every `yield` of its function; None elsewhere."""
        ...

    def passed(self, path: str, line: int, column: int) -> tuple[tuple[int, int], ...]:
        """The lines (first, last) of the branches of its function that a place of a Python file comes without."""
        ...

    def lazy(self, path: str, line: int, column: int) -> tuple[str, ...]:
        """The names that must be missing for a place of a Python file to run, where they are filled for good."""
        ...

    def is_certain(self, path: str, line: int, column: int) -> bool:
        """Whether a place of a Python file runs whenever its function, or module, runs to its end."""
        ...

    def imports(self, path: str) -> tuple[Import, ...]:
        """The confirmed imports of a file by module, name and place; costs less than all its facts."""
        ...
