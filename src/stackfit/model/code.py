"""How later stages ask for code: an index that is always there, and facts that are parsed on demand."""

from __future__ import annotations

from typing import Protocol

from stackfit.model.facts import FileFacts, FileIndex, Import


class CodeReader(Protocol):
    """Access to the source files of a scan by path; both answers are None where a file could not be read."""

    def index(self, path: str) -> FileIndex | None:
        """The text index of a file (candidates only)."""
        ...

    def mentioned(self, path: str) -> frozenset[str]:
        """The words of a file that some file of the scan may define as a function or class (candidates only)."""
        ...

    def facts(self, path: str) -> FileFacts | None:
        """The confirmed facts of a file, parsed at the first call."""
        ...

    def imports(self, path: str) -> tuple[Import, ...]:
        """The confirmed imports of a file by module, name and place; costs less than all its facts."""
        ...
