"""What a rule is, and the read-only view of the repository that it is given."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, Protocol, TypeVar, cast

from msgspec import Struct, field

from stackfit.catalogue.callables import Callables, load_callables
from stackfit.catalogue.lifecycle_packages import DeadPackage, load_dead_packages
from stackfit.catalogue.technologies import Catalogue
from stackfit.config import Config, OptionValue
from stackfit.model.blocking import BlockingCall, Reached, never_reached
from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import FileFacts, FileIndex
from stackfit.model.finding import ChainStep, Finding, Related
from stackfit.model.fit import Fit
from stackfit.model.kinds import Confidence, Ecosystem, Language, Role, Severity
from stackfit.model.question import Answer, TextQuestion
from stackfit.model.report import ScoredComponent
from stackfit.model.source import Location, ReadError, SourceFile
from stackfit.rules.options import Option, settings_of

HELP_ROOT = "https://github.com/stackfit/stackfit/blob/main/docs/rules"

PYTHON = (Language.PYTHON, Language.NOTEBOOK)
NODE = (Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX)

Made = TypeVar("Made")
Phase = Literal["code", "fit"]


class RuleMeta(Struct, frozen=True, kw_only=True):
    """What is known about a rule without running it.

    `name` is the thing complained about, so that "allow NAME" reads well. `severity` is the usual one; a finding may
    carry a milder one where the code runs rarely. `words` are the identifiers (or module names) of which a file must
    hold one to be a candidate, and one of each set in `beside` as well. `questions` are those to the text of every
    file. A rule of the phase "fit" runs after scoring and reads `Context.scored`. `options` are what users may set
    besides the figures of `profiles/thresholds.toml`. `elsewhere` names the rules of other linters on the same matter:
    a comment that switches one of them off counts as well. `own_page` is the address of the page of a rule that does
    not come with stackfit, "" where it has none.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    since: str
    criteria: tuple[str, ...]
    languages: tuple[Language, ...] = ()
    words: frozenset[str] = frozenset()
    beside: tuple[frozenset[str], ...] = ()
    phase: Phase = "code"
    options: tuple[Option, ...] = ()
    own_page: str | None = None
    questions: tuple[TextQuestion[Any], ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def help_url(self) -> str:
        """The rule's page."""
        return f"{HELP_ROOT}/{self.code}.md" if self.own_page is None else self.own_page

    def finding(
        self,
        location: Location,
        message: str,
        *,
        confidence: Confidence,
        component: str = ".",
        severity: Severity | None = None,
        hint: str = "",
        symbol: str = "",
        related: tuple[Related, ...] = (),
        chain: tuple[ChainStep, ...] = (),
        others: int = 0,
        snippet: str = "",
    ) -> Finding:
        """Make a finding of this rule; the rule's own severity unless another is given."""
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity or self.severity,
            confidence=confidence,
            location=location,
            message=message,
            criteria=self.criteria,
            hint=hint,
            symbol=symbol,
            component=component,
            chain=chain,
            others=others,
            related=related,
            snippet=snippet,
        )


def _wait(paths: Iterable[str]) -> None:
    """Begin with nothing before it is asked for."""


class Context(Struct, frozen=True, kw_only=True):
    """All that rules may look at. Nothing here can be changed, and rules read no files but through it.

    `facts` parses a file on demand, `index` gives what the text pass knows; both give None for a file that is not code
    or cannot be read. `text` gives a file's content where a rule or a snippet needs a line of it, `asked` answers
    questions to it (see `ask`). `paths` lists every path of the repository, read or skipped. `reached` says how an
    event loop gets to a function. `scored` is empty until the phase "fit". `component_settings` are the settings of
    components by path, `config` those of the run.
    """

    components: tuple[ProfiledComponent, ...]
    facts: Callable[[str], FileFacts | None]
    index: Callable[[str], FileIndex | None]
    catalogue: Catalogue
    config: Config
    as_of: datetime.date
    text: Callable[[str], str | None] = lambda path: None
    asked: Callable[[TextQuestion[Any], str], Any] | None = None
    paths: frozenset[str] = frozenset()
    expect: Callable[[Iterable[str]], None] = _wait
    blocking_calls: tuple[BlockingCall, ...] = ()
    reached: Reached = never_reached
    scored: tuple[ScoredComponent, ...] = ()
    callables: Callables = field(default_factory=load_callables)
    dead_packages: Mapping[tuple[Ecosystem, str], DeadPackage] = field(default_factory=load_dead_packages)
    component_settings: Mapping[str, Config] = field(default_factory=dict)
    kept: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def once(self, make: Callable[[ProfiledComponent, Context], Made], component: ProfiledComponent) -> Made:
        """Give what `make` makes for a component: the first rule that asks has it made, the others share it."""
        key = (make, id(component))
        if key not in self.kept:
            self.kept[key] = make(component, self)
        return cast("Made", self.kept[key])

    def files(
        self,
        component: ProfiledComponent,
        words: frozenset[str] = frozenset(),
        languages: tuple[Language, ...] = (),
        roles: tuple[Role, ...] = (Role.PRODUCTION,),
    ) -> tuple[SourceFile, ...]:
        """List the component's production code files that hold one of `words` (all where none are given)."""
        key = (id(component), languages, roles)
        if key not in self.kept:
            self.kept[key] = tuple(
                file
                for file in component.component.files
                if file.role in roles and file.language is not None and (not languages or file.language in languages)
            )
        files: tuple[SourceFile, ...] = self.kept[key]
        return self._holding(files, words) if words else files

    def candidates(self, component: ProfiledComponent, meta: RuleMeta) -> Iterator[FileFacts]:
        """Yield the parsed facts of the component's files that a rule's declared words and languages pick out."""
        files = self.files(component, meta.words, meta.languages)
        for words in meta.beside:
            files = self._holding(files, words)
        return self.facts_of(files)

    def facts_of(self, files: Iterable[SourceFile]) -> Iterator[FileFacts]:
        """Yield the parsed facts of some files."""
        paths = [file.path for file in files]
        self.expect(paths)
        yield from (facts for path in paths if (facts := self.facts(path)) is not None)

    def ask(self, question: TextQuestion[Answer], file: SourceFile) -> Answer:
        """Answer a question to a file's text, which somebody may have done before."""
        if self.asked is not None:
            return cast("Answer", self.asked(question, file.path))
        return question.answer(self.text(file.path) or "", file.language or question.languages[0])

    def fit(self, component: ProfiledComponent) -> Fit | None:
        """Give the component's fit, None before scoring or where it is not scored."""
        for scored in self.scored:
            if scored.profile is component:
                return scored.fit
        return None

    def settings(self, meta: RuleMeta, component: ProfiledComponent | None = None) -> Mapping[str, OptionValue]:
        """Give the value of each option of a rule, in a component where one is given."""
        path = component.component.path if component is not None else ""
        return settings_of(meta, self.component_settings.get(path, self.config))

    def figures(self, meta: RuleMeta, component: ProfiledComponent | None = None) -> Mapping[str, int]:
        """Give the options of a rule that are whole numbers."""
        return {key: value for key, value in self.settings(meta, component).items() if isinstance(value, int)}

    def exists(self, path: str) -> bool:
        """Whether the repository holds a file at `path`."""
        return path in self.paths

    def _holding(self, files: Iterable[SourceFile], words: frozenset[str]) -> tuple[SourceFile, ...]:
        """Pick out the files that hold one of some words, or import a module of that name."""
        absent, index = words.isdisjoint, self.index
        return tuple(
            file
            for file in files
            if (known := index(file.path)) is not None and not (absent(known.words) and absent(known.modules))
        )


class Rule(Protocol):
    """A rule: metadata, a docstring that is its page (`docs/rules/`), and `check`. It keeps no state between runs."""

    @property
    def meta(self) -> RuleMeta:
        """What is known of it without running it."""

    def check(self, context: Context) -> Iterator[Finding | ReadError]:
        """Yield what is found, and what could not be looked at.

        An exception is reported and does not stop the other rules.
        """
