"""What is extracted from a content, which an earlier run may have done: keyed by that content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from stackfit.cache import Memory, make_key, unpack
from stackfit.extract import extract_facts, extract_imports, extract_reads, find_given, find_guards, is_decided
from stackfit.model.facts import Call, FileFacts, Given, Guard, Import
from stackfit.model.kinds import Language

Value = TypeVar("Value")


class Imports(NamedTuple):
    """The imports of a file; None where only all facts can tell, which a memory could not say by itself."""

    items: tuple[Import, ...] | None


class Extractor:
    """The questions to the source of a file by its content. `digests` of contents are worked out once per path."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._digests: dict[str, bytes] = {}

    def knows_facts(self, path: str, language: Language, data: bytes) -> bool:
        """Whether an earlier run has extracted the facts."""
        return self._memory.knows(self._key("facts", path, language, data))

    def facts(
        self, path: str, language: Language, data: bytes, other: Callable[[], bytes | None] = lambda: None
    ) -> FileFacts:
        """Give the facts, without the path; `other` may have them packed, before they are extracted here."""
        key = self._key("facts", path, language, data)
        facts = self._memory.recall(FileFacts, key)
        if facts is not None:
            return facts
        packed = other()
        if packed is None:
            facts = extract_facts("", language, data)
            self._memory.keep(key, facts)
            return facts
        self._memory.keep_packed(key, packed)
        return unpack(FileFacts, packed)

    def imports(self, path: str, language: Language, data: bytes) -> tuple[Import, ...] | None:
        """Give the imports; None where only all facts can tell."""
        key = self._key("imports", path, language, data)
        return self._recall(Imports, key, lambda: Imports(extract_imports(language, data))).items

    def reads(self, path: str, data: bytes, name: str) -> tuple[Call, ...]:
        """Give the places of a Python file that read an attribute, as calls."""
        key = self._key("reads", path, Language.PYTHON, data, name)
        return self._recall(tuple[Call, ...], key, lambda: extract_reads("", data, name))

    def guards(self, path: str, data: bytes, line: int, column: int) -> tuple[Guard, ...]:
        """Give the parameters that must be true, or false, for the code at a place of a Python file to run."""
        key = self._key("guards", path, Language.PYTHON, data, f"{line}:{column}")
        return self._recall(tuple[Guard, ...], key, lambda: find_guards(data, line, column))

    def is_decided(self, path: str, language: Language, data: bytes, line: int, column: int) -> bool:
        """Tell whether the function around a place may run without coming to it."""
        key = self._key("decided", path, language, data, f"{line}:{column}")
        return self._recall(bool, key, lambda: is_decided(language, data, line, column))

    def given(self, path: str, data: bytes, line: int, column: int, callee: str) -> tuple[Given, ...]:
        """Give the arguments of a call at a place of a Python file that are surely not None."""
        key = self._key("given", path, Language.PYTHON, data, f"{line}:{column}:{callee}")
        return self._recall(tuple[Given, ...], key, lambda: find_given(data, line, column, callee))

    def _recall(self, kind: type[Value], key: bytes, extract: Callable[[], Value]) -> Value:
        value = self._memory.recall(kind, key)
        if value is None:
            value = extract()
            self._memory.keep(key, value)
        return value

    def _key(self, name: str, path: str, language: Language, data: bytes, question: str = "") -> bytes:
        if path not in self._digests:
            self._digests[path] = hashlib.blake2b(data, digest_size=20).digest()
        return make_key(name, language.value.encode(), self._digests[path], question.encode("utf-8", "replace"))
