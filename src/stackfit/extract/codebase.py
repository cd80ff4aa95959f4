"""The source files of one scan: indexed once, parsed on demand, both remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeVar

from msgspec.structs import replace

from stackfit.cache import NOTHING, Memory, pack
from stackfit.extract import extract_facts, find_closing, find_conditions, find_lazy, find_passed, is_certain
from stackfit.extract.ahead import Ahead, can_work_ahead
from stackfit.extract.mentions import (
    awaits,
    hands_on,
    imported_words,
    is_always,
    knows_class,
    occurrences,
    passes_to,
    rebinds,
    refers,
    renames,
    takes_member,
    uses_function,
)
from stackfit.extract.remembered import Extractor
from stackfit.extract.survey import Survey
from stackfit.extract.text_answers import TextAnswers
from stackfit.extract.text_index import NO_STAMPS, Stamps, TextIndex
from stackfit.model.facts import Call, Condition, FileFacts, FileIndex, Given, Guard, Import
from stackfit.model.kinds import Language
from stackfit.model.question import TextQuestion
from stackfit.model.source import ReadError, SourceFile
from stackfit.syntax.parsing import ParseLimitError

T = TypeVar("T")
Answer = TypeVar("Answer")

_WORTH_A_PROCESS = 1_000_000  # bytes of source, of which about half a second of extraction may come


class Codebase:
    """A `CodeReader` over files that `read` gives the bytes of; what cannot be read is kept in `errors`.

    With more than one of `jobs`, a second process works ahead. It answers the `questions` to all texts first, and reads
    with `read_once`, which need not keep what it has read. `stamps` let what an earlier run knows of texts stand for a
    look at them.
    """

    def __init__(
        self,
        files: Iterable[SourceFile],
        read: Callable[[str], bytes | None],
        wanted: frozenset[str],
        memory: Memory = NOTHING,
        jobs: int = 1,
        questions: Iterable[TextQuestion[Any]] = (),
        read_once: Callable[[str], bytes | None] | None = None,
        stamps: Stamps = NO_STAMPS,
    ) -> None:
        self._files = {file.path: file for file in files if file.language is not None}
        self._read = read
        self._extractor = Extractor(memory)
        self._texts = TextIndex(self._files.values(), read, wanted, memory, stamps)
        self._answers = TextAnswers(memory, stamps)
        new = [file for file in self._files.values() if not self._texts.knows(file.path)]
        pays = jobs > 1 and can_work_ahead() and sum(file.size for file in new) >= _WORTH_A_PROCESS
        self._survey = Survey(new, questions if pays else ())
        self._read_once = read_once or read
        self._ahead = Ahead((*self._files, *self._survey.parts), self._work_ahead) if pays else None
        if self._ahead is not None:
            self._ahead.expect(self._survey.parts)  # what is expected later goes first
        self._indexes: dict[str, FileIndex | None] = {}
        self._facts: dict[str, FileFacts | None] = {}
        self._imports: dict[str, tuple[Import, ...]] = {}
        self._reads: dict[tuple[str, str], tuple[Call, ...]] = {}
        self._imported: dict[str, bytes] = {}
        self._counted: set[str] = set()
        self.errors: list[ReadError] = []

    def index(self, path: str) -> FileIndex | None:
        """Give the text index of a source file."""
        if path not in self._indexes:
            self._indexes[path] = self._index(path) if path in self._files else None
        return self._indexes[path]

    def keep_index(self) -> None:
        """Keep the text index for later runs, once all files are indexed."""
        self._texts.keep()

    def keep_answers(self) -> None:
        """Keep what texts were asked for later runs, once all has been asked."""
        self._answers.keep()

    def holding(self, word: str) -> Sequence[str]:
        """Give the source files, of those indexed so far, that hold a word."""
        return self._texts.holding(word)

    def takes_member(self, path: str, name: str) -> bool:
        """Whether a source file's text takes a member of that name from something."""
        return self._answers.get(path, f"takes_member {name}", lambda: self._takes_member(path, name))

    def _takes_member(self, path: str, name: str) -> bool:
        file = self._files.get(path)
        data = self._read(path) if file else None
        python = file is not None and file.language is not None and file.language.is_python
        return data is not None and takes_member(data, name, python=python)

    def renames(self, path: str, module: str) -> bool:
        """Whether the text of a Python file gives an imported module a name of its own."""
        return self._python_says(path, f"renames {module}", lambda data, _: renames(data, module), otherwise=False)

    def uses_function(self, path: str, module: str, name: str) -> bool:
        """Whether the text of a source file may use a function of a module; only Python is looked at closely."""
        return self._python_says(
            path, f"uses_function {module} {name}", lambda data, listed: uses_function(data, listed, module, name)
        )

    def passes_to(self, path: str, holder: str, member: str) -> bool:
        """Whether the text of a source file may take a member from what another file holds; Python, as above."""
        return self._python_says(
            path, f"passes_to {holder} {member}", lambda data, listed: passes_to(data, listed, holder, member)
        )

    def knows_class(self, path: str, name: str) -> bool:
        """Whether the text of a source file may mean a class by a name; Python, as above."""
        return self._python_says(path, f"knows_class {name}", lambda data, listed: knows_class(data, listed, name))

    def is_always(self, path: str, name: str, truth: str) -> bool:
        """Whether the text of a Python module gives a name once, and for good, what is "true" or "false"."""
        question = f"is_always {name} {truth}"
        return self._python_says(path, question, lambda data, _: is_always(data, name, truth), otherwise=False)

    def rebinds(self, path: str, name: str) -> bool:
        """Whether the text of a source file may give a member of another module a new value; Python, as above."""
        return self._python_says(path, f"rebinds {name}", lambda data, _: rebinds(data, name))

    def hands_on(self, path: str, name: str) -> bool:
        """Whether the text of a source file may hand on a function by its name; Python, as above."""
        return self._python_says(path, f"hands_on {name}", lambda data, _: hands_on(data, name))

    def occurrences(self, path: str, name: str) -> int:
        """How often the text of a Python file names something, other than to call it, in quotes and in comments."""
        data = self._read_python(path)
        return occurrences(data, name) if data is not None else 0

    def refers(self, path: str, name: str) -> bool:
        """Whether the text of a source file has a word where it does not define a function; Python, as above."""
        return self._python_says(path, f"refers {name}", lambda data, _: refers(data, name))

    def awaits(self, path: str, name: str, first: int, last: int) -> bool:
        """Whether some lines of a Python file await a name."""
        question = f"awaits {name} {first} {last}"
        return self._python_says(path, question, lambda data, _: awaits(data, name, first, last), otherwise=False)

    def ask(self, question: TextQuestion[Answer], path: str) -> Answer:
        """Answer a question to the text of a source file, which somebody may have done before."""
        return self._answers.get(path, question.name, lambda: self._ask(question, path))

    def _ask(self, question: TextQuestion[Answer], path: str) -> Answer:
        file = self._files.get(path)
        known = self._survey.answer(question, file, self._take) if file is not None else None
        if known is not None:
            return known
        language = file.language if file is not None else None
        return question.answer((self._read(path) or b"").decode("utf-8", "replace"), language or question.languages[0])

    def _python_says(
        self, path: str, question: str, look: Callable[[bytes, bytes], bool], *, otherwise: bool = True
    ) -> bool:
        """Look into the text of a Python module and what it imports; nothing is known of anything else."""
        file = self._files.get(path)
        if file is None or file.language is not Language.PYTHON:
            return otherwise

        def find() -> bool:
            data = self._read(path)
            return otherwise if data is None else look(data, self._imported_words(path, data))

        return self._answers.get(path, question, find)

    def _imported_words(self, path: str, data: bytes) -> bytes:
        if path not in self._imported:
            self._imported[path] = imported_words(data)
        return self._imported[path]

    def facts(self, path: str) -> FileFacts | None:
        """Give the confirmed facts of a source file; parsed at the first call."""
        if path not in self._facts:
            self._facts[path] = self._parse(path)
        return self._facts[path]

    def expect(self, paths: Iterable[str], *, later: bool = False) -> None:
        """Say that the facts of these files will be asked for soon, in this order: a second core may begin.

        One file alone is not worth it, as whoever asks is there at once, unless that will be `later`.
        """
        if self._ahead is None:
            return
        new = [path for path in paths if path not in self._facts and self._is_news(path)]
        if later or len(new) > 1:
            self._ahead.expect(new)

    def close(self) -> None:
        """End the process that works ahead."""
        if self._ahead is not None:
            self._ahead.close()

    def _is_news(self, path: str) -> bool:
        """Whether no earlier run has worked out the facts of a file."""
        file = self._files.get(path)
        data = self._read(path) if file else None
        if file is None or file.language is None or data is None:
            return False
        return not self._extractor.knows_facts(path, file.language, data)

    def reads(self, path: str, name: str) -> tuple[Call, ...]:
        """Give the places of a Python file that read an attribute of that name from something known, as calls."""
        key = (path, name)
        if key not in self._reads:
            file = self._files.get(path)
            data = self._read(path) if file and file.language is Language.PYTHON else None
            self._reads[key] = (
                self._try(path, lambda: self._extractor.reads(path, data, name), ()) if data is not None else ()
            )
        return self._reads[key]

    def guards(self, path: str, line: int, column: int) -> tuple[Guard, ...]:
        """Give the parameters that must be true, or false, for the code at a place of a Python file to run."""
        data = self._read_python(path)
        return () if data is None else self._try(path, lambda: self._extractor.guards(path, data, line, column), ())

    def conditions(self, path: str, line: int, column: int) -> tuple[Condition, ...]:
        """Give what must hold for the code at a place of a Python file to run, besides what its parameters are."""
        data = self._read_python(path)
        return () if data is None else self._try(path, lambda: find_conditions(data, line, column), ())

    def given(self, path: str, line: int, column: int, callee: str) -> tuple[Given, ...]:
        """Give the arguments of a call at a place of a Python file that are surely not None."""
        data = self._read_python(path)
        return (
            () if data is None else self._try(path, lambda: self._extractor.given(path, data, line, column, callee), ())
        )

    def is_decided(self, path: str, line: int, column: int) -> bool:
        """Tell whether the function around a place of a file may run without coming to it."""
        file = self._files.get(path)
        language = file.language if file is not None else None
        data = self._read(path) if language not in (None, Language.NOTEBOOK) else None
        if language is None or data is None:
            return False
        return self._try(path, lambda: self._extractor.is_decided(path, language, data, line, column), False)

    def closing(self, path: str, line: int, column: int) -> tuple[str, ...] | None:
        """Give the conditions around a place of a Python file after every `yield` of its function; None elsewhere."""
        data = self._read_python(path)
        return None if data is None else self._try(path, lambda: find_closing(data, line, column), None)

    def passed(self, path: str, line: int, column: int) -> tuple[tuple[int, int], ...]:
        """Give the lines of the branches of its function that a place of a Python file comes without."""
        data = self._read_python(path)
        return () if data is None else self._try(path, lambda: find_passed(data, line, column), ())

    def lazy(self, path: str, line: int, column: int) -> tuple[str, ...]:
        """Give the names that must be missing for a place of a Python file to run, where they are filled for good."""
        data = self._read_python(path)
        return () if data is None else self._try(path, lambda: find_lazy(data, line, column), ())

    def is_certain(self, path: str, line: int, column: int) -> bool:
        """Whether a place of a Python file runs whenever its function, or module, runs to its end."""
        data = self._read_python(path)
        return data is not None and self._try(path, lambda: is_certain(data, line, column), False)

    def _read_python(self, path: str) -> bytes | None:
        file = self._files.get(path)
        return self._read(path) if file and file.language is Language.PYTHON else None

    def imports(self, path: str) -> tuple[Import, ...]:
        """Give the confirmed imports of a source file; a lighter parse where its facts are not known yet."""
        if path not in self._facts and path not in self._imports:
            file = self._files.get(path)
            data = self._read(path) if file else None
            language = file.language if file else None
            if language is not None and data is not None:
                found = self._try(path, lambda: self._extractor.imports(path, language, data), None)
                if found is not None:
                    self._imports[path] = found
        if path in self._imports:
            return self._imports[path]
        facts = self.facts(path)
        return facts.imports if facts is not None else ()

    @property
    def files_parsed(self) -> int:
        """How many source files were parsed, for their imports or for everything."""
        return len(self._imports.keys() | {facts.path for facts in self.parsed} | self._counted)

    def count(self, paths: Iterable[str]) -> None:
        """Count files as parsed that an earlier run has parsed for an answer which still holds."""
        self._counted.update(paths)

    @property
    def files_read(self) -> int:
        """How many source files were read."""
        return sum(index is not None for index in self._indexes.values())

    @property
    def parsed(self) -> tuple[FileFacts, ...]:
        """The facts of every file parsed so far, sorted by path."""
        return tuple(facts for _, facts in sorted(self._facts.items()) if facts is not None)

    def _index(self, path: str) -> FileIndex | None:
        index = self._texts.find(path)
        if index is None:
            self.errors.append(ReadError(path=path, message="cannot be read; it was there when the files were listed"))
        elif self._files[path].language is Language.NOTEBOOK and not index.lines:
            self.facts(path)  # nothing of it would be asked for again, and nobody told that it cannot be read
        return index

    def _parse(self, path: str) -> FileFacts | None:
        file = self._files.get(path)
        data = self._read(path) if file else None
        if file is None or file.language is None or data is None:
            return None
        language = file.language
        read = partial(self._extractor.facts, path, language, data, lambda: self._take(path))
        facts = self._try(path, read, None)
        if facts is None:
            return None
        if facts.broken:
            self.errors.append(ReadError(path=path, message="has syntax errors; what could be read of it was used"))
        return replace(facts, path=path)

    def _try(self, path: str, read: Callable[[], T], otherwise: T) -> T:
        """Look into a file; one that is beyond all bounds, or that we stumble over, never costs the scan."""
        try:
            return read()
        except ParseLimitError as problem:
            message = f"{problem}: the code in it was not looked at"
        except Exception as problem:
            message = f"parser failed: {type(problem).__name__}: {problem}"
        self.errors.append(ReadError(path=path, message=message))
        return otherwise

    def _take(self, path: str) -> bytes | None:
        """Take what the process that works ahead has extracted."""
        return self._ahead.take(path) if self._ahead is not None else None

    def _work_ahead(self, name: str) -> bytes:
        """Work in the process that works ahead: an empty answer leaves the matter, and its fault, to whoever asks."""
        try:
            if name not in self._files:
                return self._survey.look(name, self._read_once)
            language, data = self._files[name].language, self._read_once(name)
            return pack(extract_facts("", language, data)) if language is not None and data is not None else b""
        except Exception:
            return b""
