"""Facts about source files: a cheap text index of every file, and confirmed facts of those that are parsed."""

from __future__ import annotations

from stackfit.extract.closing import find_closing
from stackfit.extract.conditions import find_conditions
from stackfit.extract.decided import is_decided
from stackfit.extract.given import find_given
from stackfit.extract.guards import find_guards
from stackfit.extract.imports import extract_imports
from stackfit.extract.index import index_text
from stackfit.extract.javascript import extract_javascript
from stackfit.extract.lazy import find_lazy, is_certain
from stackfit.extract.notebook import extract_notebook
from stackfit.extract.passed import find_passed
from stackfit.extract.python import extract_python, extract_reads
from stackfit.model.facts import FileFacts
from stackfit.model.kinds import Language
from stackfit.syntax.parsing import ParseLimitError

# Rules compare the calls of a file. In some 300 repositories, files that people wrote make 5,000 at most.
MAX_CALLS = 10_000

__all__ = [
    "extract_facts",
    "extract_imports",
    "extract_reads",
    "find_closing",
    "find_conditions",
    "find_given",
    "find_guards",
    "find_lazy",
    "find_passed",
    "index_text",
    "is_certain",
    "is_decided",
]


def extract_facts(path: str, language: Language, data: bytes) -> FileFacts:
    """Everything a parse confirms about one file. Bad source never raises; `ParseLimitError` tells what is too much."""
    if language is Language.PYTHON:
        facts = extract_python(path, data)
    elif language is Language.NOTEBOOK:
        facts = extract_notebook(path, data)
    else:
        facts = extract_javascript(path, language, data)
    if len(facts.calls) > MAX_CALLS:
        raise ParseLimitError(f"makes more than {MAX_CALLS:,} calls")
    return facts
