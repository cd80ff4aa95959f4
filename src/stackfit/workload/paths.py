"""What the paths of production code say: folders and modules are named after the work they do."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from stackfit.catalogue.inference import Inference
from stackfit.catalogue.workloads import Workload
from stackfit.model.component import Component
from stackfit.model.evidence import Evidence
from stackfit.model.kinds import EvidenceSource, Role
from stackfit.model.source import Location

_SPLIT = re.compile(r"[/_.\s]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class PathWords(NamedTuple):
    """How many production files there are, how many have each word in their path, and the first that has it."""

    files: int
    counts: Mapping[str, int]
    first: Mapping[str, str]


def count_path_words(component: Component) -> PathWords:
    """Count the words in the paths of a component's production code, once for all workloads."""
    files = [file for file in component.files if file.role is Role.PRODUCTION and file.language is not None]
    skip = 0 if component.path == "." else len(component.path) + 1
    counts: dict[str, int] = defaultdict(int)
    first: dict[str, str] = {}
    for file in files:
        for word in path_words(file.path[skip:]):
            counts[word] += 1
            first.setdefault(word, file.path)
    return PathWords(len(files), counts, first)


def path_evidence(
    words: PathWords, workload: Workload, figures: Inference, ambiguous: Collection[str] = ()
) -> list[Evidence]:
    """One piece of evidence per path word that points to the workload, strongest first.

    `ambiguous` are words that the project's texts use in another sense.
    """
    counts = {word: words.counts[word] for word in workload.paths if word in words.counts and word not in ambiguous}
    floor, full = figures.paths["floor"], figures.paths["full_share"]
    found = [
        Evidence(
            source=EvidenceSource.FILE,
            role=Role.PRODUCTION,
            location=Location(path=words.first[word]),
            what=f"{counts[word]} of {words.files} files have “{word}” in their path",
            strength=round(
                workload.paths[word] * (floor + (1 - floor) * min(1.0, counts[word] / words.files / full)), 3
            ),
        )
        for word in sorted(counts)
    ]
    return sorted(found, key=lambda item: (-item.strength, item.what))


def path_words(path: str) -> frozenset[str]:
    """The lower-case words of a path: whole segments and their parts."""
    stem = path.rpartition(".")[0] or path
    segments = stem.split("/")
    words = {segment.lower() for segment in segments}
    for segment in segments:
        words.update(part.lower() for part in _SPLIT.split(_CAMEL.sub("_", segment)) if part)
    return frozenset(words)
