"""The data files of `profiles/`, read once for a scan."""

from __future__ import annotations

from dataclasses import dataclass

from stackfit import suppress
from stackfit.callgraph import wanted_words as blocking_words
from stackfit.catalogue.callables import Callables, load_callables
from stackfit.catalogue.inference import Inference, load_inference
from stackfit.catalogue.scoring_model import ScoringProfile
from stackfit.catalogue.scoring_profile import load_scoring_profile
from stackfit.catalogue.technologies import Catalogue, load_catalogue
from stackfit.catalogue.workloads import Workload, load_workloads
from stackfit.config import Config
from stackfit.rules import RULES
from stackfit.rules.runner import wanted_words as rule_words
from stackfit.technology import wanted_words as websocket_words
from stackfit.workload import ANSWER_WORDS, BROWSER_WORDS, JAVA_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """Everything stackfit knows before it has seen a repository."""

    catalogue: Catalogue
    workloads: tuple[Workload, ...]
    figures: Inference
    callables: Callables
    scoring: ScoringProfile

    @property
    def index_words(self) -> frozenset[str]:
        """What the text pass looks for on behalf of every later stage."""
        return self.catalogue.call_words.union(
            websocket_words(self.catalogue),
            blocking_words(self.callables),
            rule_words(RULES),
            ANSWER_WORDS,
            BROWSER_WORDS,
            JAVA_WORDS,
            suppress.WORDS,
        )


def load_knowledge(config: Config) -> Knowledge:
    """Read the data files and the scoring profile that the run asks for. Raises `DataError`."""
    return Knowledge(
        catalogue=load_catalogue(),
        workloads=load_workloads(),
        figures=load_inference(),
        callables=load_callables(),
        scoring=load_scoring_profile(config.profile),
    )
