"""What a project says it is: its name and description, the title and the first sentence of its README."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from stackfit.catalogue.workloads import Workload
from stackfit.workload.texts import Passage, ProjectText

SENTENCE_CHARS = (15, 250)  # within these a sentence ends; "e.g." at the beginning does not end one
_END = re.compile(r"[.!?](?=\s|$)")
# What follows one of these says how, for whom or with what: "a bot for image processing" is a bot.
_NEXT_PART = re.compile(
    r"[,;:()|\u2013\u2014]|\s-\s|\b(?:for|to|with|using|that|which|who|where|when|in|on|at|of|from|by|via|through|over|without|so|"
    r"built|written|based|powered|made|designed|including|allowing|supporting|as)\b"
)


def read_headline(
    passages: Iterable[Passage], workloads: Sequence[Workload], figures: Mapping[str, float]
) -> dict[str, float]:
    """How far (0..1) the project says of itself that it is about each workload (`primary` in profiles/inference.toml).

    The part of a sentence that first names a subject counts in full; each further part that names one counts `later`
    times as much as the one before. Generic workloads are no subjects: an API may be about anything.
    """
    heads = tuple(item for item in passages if item.weight >= figures["least_weight"])
    text = ProjectText(passages=heads)
    otherwise = {item.id: text.other_senses(item) for item in workloads}
    subjects = frozenset(item.id for item in workloads if not item.generic)
    found: dict[str, float] = defaultdict(float)
    for passage in heads:
        weight = passage.weight
        for part in _NEXT_PART.split(first_sentence(passage.text)):
            said = {item.id: _strongest(part, item, otherwise[item.id]) for item in workloads}
            for name, strength in said.items():
                found[name] = max(found[name], strength * weight)
            if any(said[name] for name in subjects):
                weight *= figures["later"]
    return dict(found)


def first_sentence(text: str) -> str:
    """The first sentence of a text, cut where it never ends."""
    least, most = SENTENCE_CHARS
    end = _END.search(text, least, most)
    return text[: end.start() if end else most]


def _strongest(part: str, workload: Workload, otherwise: frozenset[str]) -> float:
    """The strength of the strongest keyword of a workload in a part of a sentence."""
    words = {workload.keyword(phrase) for phrase in workload.phrases(part)}
    return max((workload.keywords[word] for word in words - otherwise if word), default=0.0)
