"""What a project says of itself: its name, its manifests' descriptions and keywords, and the head of its README."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from stackfit.catalogue.workloads import Workload
from stackfit.model.component import Component
from stackfit.model.evidence import Evidence
from stackfit.model.kinds import EvidenceSource, Role
from stackfit.model.source import Location
from stackfit.workload.readme_commands import command_lines
from stackfit.workload.readme_text import split_readme

INTRO_CHARS = 400
BODY_CHARS = 2500
README_BYTES = 40_000

Weights = Mapping[str, float]  # how much a phrase counts by where it stands (`texts` in profiles/inference.toml)
_WORD = re.compile(r"[^\W_]+")


class Passage(Struct, frozen=True, kw_only=True):
    """A piece of text with its weight and its place."""

    text: str
    weight: float
    location: Location
    source: EvidenceSource


class ShownCommand(NamedTuple):
    """An installed command that a README runs on so many lines, the first of them at `location`."""

    name: str
    lines: int
    location: Location


class ProjectText(Struct, frozen=True, kw_only=True):
    """All passages of one component or repository, and how often its README runs each installed command, and where."""

    passages: tuple[Passage, ...] = ()
    commands: tuple[ShownCommand, ...] = ()

    def evidence(self, workload: Workload) -> tuple[Evidence, ...]:
        """The phrases that point to a workload, one evidence per phrase and where it counts most, strongest first."""
        best: dict[str, Evidence] = {}
        otherwise = self.other_senses(workload)
        for passage in self.passages:
            for said in workload.phrases(passage.text):
                phrase = workload.keyword(said)
                if not phrase or phrase in otherwise:
                    continue
                strength = round(workload.keywords[phrase] * passage.weight, 3)
                if phrase not in best or best[phrase].strength < strength:
                    best[phrase] = Evidence(
                        source=passage.source,
                        role=Role.PRODUCTION,
                        location=passage.location,
                        what=f"says “{phrase}”",
                        strength=strength,
                    )
        return tuple(sorted(best.values(), key=lambda item: (-item.strength, item.location, item.what)))

    def other_senses(self, workload: Workload) -> frozenset[str]:
        """The words that these texts use mostly in another sense ("image" where they speak of disk images).

        Within a text a word nearly always keeps one sense (Gale, Church and Yarowsky, One Sense Per Discourse, 1992).
        """
        balance: Counter[str] = Counter()
        for passage in self.passages:
            for phrase in workload.phrases(passage.text):
                if workload.keyword(phrase):
                    balance[_singular(phrase)] -= 1
                else:
                    balance.update({_singular(word) for word in _WORD.findall(phrase)})
        if not any(value > 0 for value in balance.values()):
            return frozenset()
        words = (*workload.keywords, *workload.paths)
        return frozenset(word for word in words if balance[_singular(word)] > 0)

    def says(self, pattern: re.Pattern[str], *, least: float = 0.0) -> bool:
        """Whether a passage of at least this weight matches."""
        return any(passage.weight >= least and pattern.search(passage.text) for passage in self.passages)


def read_project_text(
    component: Component, readme: tuple[str, bytes] | None, weights: Weights, share: float = 1.0
) -> ProjectText:
    """All passages of a component; `readme` is the path and content of the README that speaks for it.

    `share` is how far that README speaks for this component (less than 1 where it describes a whole monorepo).
    """
    passages = [*manifest_passages(component, weights)]
    if not readme:
        return ProjectText(passages=tuple(passages))
    passages += readme_passages(*readme, weights, share)
    return ProjectText(passages=tuple(passages), commands=_shown_commands(component, *readme))


def _shown_commands(component: Component, path: str, readme: bytes) -> tuple[ShownCommand, ...]:
    """The component's own commands that its README shows at work."""
    names = {script.name for manifest in component.manifests for script in manifest.entry_points}
    lines = command_lines(_decode(readme), names) if names else {}
    return tuple(ShownCommand(name, len(at), Location(path=path, line=at[0])) for name, at in lines.items())


def _decode(readme: bytes) -> str:
    """The beginning of a README as text."""
    return readme[:README_BYTES].decode("utf-8", "replace")


def manifest_passages(component: Component, weights: Weights) -> Iterator[Passage]:
    """Name, description and keywords of the component's manifests."""
    for manifest in component.manifests:
        # A long list names neighbours and customers too, so each word of it says less.
        full = min(1.0, weights["full_keywords"] / max(1, len(manifest.keywords)))
        place = Location(path=manifest.path)
        if manifest.name.strip():
            yield name_passage(manifest.name, manifest.path, weights)
        for text, weight in (
            (manifest.description, weights["description"]),
            ("\n".join(manifest.keywords), weights["keyword"] * full),
        ):
            if text.strip():
                yield Passage(text=text.lower(), weight=weight, location=place, source=EvidenceSource.MANIFEST)


def name_passage(name: str, path: str, weights: Weights) -> Passage:
    """A package's or a folder's name, as words."""
    return Passage(
        text=_words(name).lower(), weight=weights["name"], location=Location(path=path), source=EvidenceSource.MANIFEST
    )


def _singular(word: str) -> str:
    """A word without the "s" of its plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def _words(name: str) -> str:
    """A package name as words."""
    return re.sub(r"[-_./@]+", " ", name)


def readme_passages(path: str, readme: bytes, weights: Weights, share: float = 1.0) -> list[Passage]:
    """The passages of a README: title, introduction, and the beginning of the rest."""
    title, prose = split_readme(_decode(readme))
    place = Location(path=path)
    return [
        Passage(text=text.lower(), weight=weight * share, location=place, source=EvidenceSource.README)
        for text, weight in (
            (title, weights["title"]),
            (prose[:INTRO_CHARS], weights["intro"]),
            (prose[INTRO_CHARS:BODY_CHARS], weights["body"]),
        )
        if text.strip()
    ]
