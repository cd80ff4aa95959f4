"""The data files of `profiles/`, read once for a scan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from stackfit import suppress
from stackfit.callgraph import wanted_words as blocking_words
from stackfit.catalogue.callables import Callables
from stackfit.catalogue.inference import Inference, load_inference
from stackfit.catalogue.lifecycle_packages import DeadPackage, load_dead_packages
from stackfit.catalogue.scoring_model import ScoringProfile
from stackfit.catalogue.scoring_profile import load_scoring_profile
from stackfit.catalogue.technologies import Catalogue
from stackfit.catalogue.user_callables import extend_callables
from stackfit.catalogue.user_rules import Extension, extend_catalogue, extend_dead_packages, load_extensions
from stackfit.catalogue.workloads import Workload, load_workloads
from stackfit.config import Config
from stackfit.model.kinds import Ecosystem
from stackfit.model.question import TextQuestion
from stackfit.model.source import ReadError
from stackfit.rules import RETIRED, RULES, Rule
from stackfit.rules.options import check_options, check_selectors
from stackfit.rules.plugins import load_plugins
from stackfit.rules.runner import wanted_words as rule_words
from stackfit.rules.user import read_user_rules
from stackfit.technology import wanted_words as websocket_words
from stackfit.workload import ANSWER_WORDS, BROWSER_WORDS, JAVA_WORDS


class Knowledge(Struct, frozen=True, kw_only=True):
    """Everything stackfit knows before it has seen a repository."""

    catalogue: Catalogue
    workloads: tuple[Workload, ...]
    figures: Inference
    callables: Callables
    scoring: ScoringProfile
    rules: tuple[Rule, ...] = RULES
    dead_packages: Mapping[tuple[Ecosystem, str], DeadPackage] = field(default_factory=load_dead_packages)
    errors: tuple[ReadError, ...] = ()

    @property
    def index_words(self) -> frozenset[str]:
        """What the text pass looks for on behalf of every later stage."""
        return self.catalogue.call_words.union(
            websocket_words(self.catalogue),
            blocking_words(self.callables),
            rule_words(self.rules),
            ANSWER_WORDS,
            BROWSER_WORDS,
            JAVA_WORDS,
            suppress.WORDS,
        )

    @property
    def questions(self) -> tuple[TextQuestion[Any], ...]:
        """What rules want to know of the text of every file, each question once."""
        asked = (question for rule in self.rules for question in rule.meta.questions)
        return tuple({question.name: question for question in asked}.values())


def load_knowledge(config: Config) -> Knowledge:
    """Read the data files, and the rules and the scoring profile that the run asks for.

    Raises `DataError` or `ConfigError`. A plug-in that cannot be loaded is one of the `errors`.
    """
    extensions = load_extensions(config.extend_rules)
    rules, errors = gather_rules(extensions)
    check_settings(rules, config)
    return Knowledge(
        catalogue=extend_catalogue(extensions),
        workloads=load_workloads(),
        figures=load_inference(),
        callables=extend_callables([item.callables for item in extensions]),
        scoring=load_scoring_profile(config.profile),
        rules=rules,
        dead_packages=extend_dead_packages(extensions),
        errors=errors,
    )


def check_settings(rules: Sequence[Rule], config: Config) -> None:
    """Raise `ConfigError` where settings name a rule or an option that there is not."""
    check_selectors((rule.meta for rule in rules), RETIRED, config)
    check_options((rule.meta for rule in rules), config)


def gather_rules(extensions: Sequence[Extension]) -> tuple[tuple[Rule, ...], tuple[ReadError, ...]]:
    """Give our own rules, those of the user's files and those of plug-ins. Raises `DataError` on a broken file.

    Where a file and a plug-in have a rule of the same code, the file's is used.
    """
    own = read_user_rules(extensions)
    plugins, errors = load_plugins()
    taken = {rule.meta.code for rule in own}
    doubled = tuple(
        ReadError(path=".", message=f"plug-in rule {rule.meta.code} is not used: a file has a rule of that code")
        for rule in plugins
        if rule.meta.code in taken
    )
    used = tuple(rule for rule in plugins if rule.meta.code not in taken)
    return (*RULES, *own, *used), (*errors, *doubled)
