"""JavaScript that runs inside of a Java program (Nashorn, Rhino, GraalJS): neither Node.js nor a page."""

from __future__ import annotations

import re

from stackfit.model.code import CodeReader
from stackfit.model.component import Component
from stackfit.model.facts import FileFacts

# What such scripts call and no other JavaScript knows.
JAVA_WORDS = frozenset(("Java", "JavaImporter", "importPackage", "importClass", "Packages", "nashorn", "java", "javax"))
_CALLS = frozenset(("Java.type", "Java.extend", "Java.to", "Java.from", "JavaImporter", "importPackage", "importClass"))
_PACKAGES = re.compile(r"(?:Packages\.|java\.(?:io|lang|util|net|nio|text|time|sql|math|awt)\.|javax\.\w+\.)")
MIN_SHARE = 0.3  # scripts of one engine also share helpers that are plain JavaScript


def runs_in_java(component: Component, code: CodeReader) -> bool:
    """Whether many of the component's files reach for Java's classes; each is confirmed by a parse."""
    files = component.code
    candidates = [file for file in files if (index := code.index(file.path)) and index.words & JAVA_WORDS]
    if not files or len(candidates) < MIN_SHARE * len(files):
        return False
    shown = sum((facts := code.facts(file.path)) is not None and _reaches_java(facts) for file in candidates)
    return shown >= MIN_SHARE * len(files)


def _reaches_java(facts: FileFacts) -> bool:
    """Whether a script calls what only an engine inside of Java offers."""
    return any(
        call.callee in _CALLS
        or _PACKAGES.match(call.callee) is not None
        or (call.callee == "load" and any(arg.value.startswith("nashorn:") for arg in call.args))
        for call in facts.calls
    )
