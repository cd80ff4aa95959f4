"""Facts about source files: a cheap text index of every file, and confirmed facts of those that are parsed."""

from __future__ import annotations

from stackfit.extract.guards import find_guards
from stackfit.extract.imports import extract_imports
from stackfit.extract.index import index_text, list_words
from stackfit.extract.javascript import extract_javascript
from stackfit.extract.notebook import extract_notebook
from stackfit.extract.python import extract_python, extract_reads
from stackfit.model.facts import FileFacts
from stackfit.model.kinds import Language

__all__ = ["extract_facts", "extract_imports", "extract_reads", "find_guards", "index_text", "list_words"]


def extract_facts(path: str, language: Language, data: bytes) -> FileFacts:
    """Everything a parse confirms about one file; never raises for bad source."""
    if language is Language.PYTHON:
        return extract_python(path, data)
    if language is Language.NOTEBOOK:
        return extract_notebook(path, data)
    return extract_javascript(path, language, data)
