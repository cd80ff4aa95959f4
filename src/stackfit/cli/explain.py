"""`stackfit explain`: the page of a rule, a criterion or a workload."""

from __future__ import annotations

import difflib
import sys

import click
from click.shell_completion import CompletionItem

from stackfit.catalogue.scoring_profile import load_scoring_profile
from stackfit.catalogue.workloads import load_workloads
from stackfit.cli.choices import ProfileName, complete
from stackfit.cli.pages import criterion_page, workload_page
from stackfit.cli.rules import known_rules
from stackfit.cli.terminal import is_terminal, print_text, wants_color
from stackfit.errors import UsageError
from stackfit.model.vocabulary import CRITERIA
from stackfit.rules import RETIRED, RULES
from stackfit.rules.page import rule_page

_WORD, _SHOWN = 3, 8


class Subject(click.ParamType[str]):
    """What there is a page of."""

    name = "subject"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Offer our own rules, criteria and workloads, by code or id; a rule's name only once it is begun."""
        names = [rule.meta.name for rule in RULES] if len(incomplete) >= _WORD else []
        return complete(
            incomplete,
            (*(rule.meta.code for rule in RULES), *names, *CRITERIA, *(item.id for item in load_workloads())),
        )


@click.command("explain")
@click.argument("subject", type=Subject(), metavar="CODE|CRITERION|WORKLOAD")
@click.option("--profile", type=ProfileName(), metavar="NAME|FILE", default="article", help="Scoring profile to quote.")
def command(subject: str, profile: str) -> int:
    """Explain a rule (SF101, or its name), a criterion (scalability) or a workload (web-api)."""
    page = find_page(subject, profile)
    terminal = is_terminal(sys.stdout)
    color = wants_color(terminal, no_color=False)
    print_text(_rendered(page) if terminal and color else page, color=color)
    return 0


def find_page(subject: str, profile: str) -> str:
    """The page as Markdown. Raises `UsageError` with a suggestion where there is none."""
    for rule in known_rules():
        if subject.upper() == rule.meta.code or subject.lower() == rule.meta.name:
            return rule_page(rule)
    if subject.upper() in RETIRED:
        return f"{subject.upper()} was a rule once; it is retired and its code is never used again.\n"
    name = subject.lower().replace("_", "-").replace(" ", "-")
    scoring = load_scoring_profile(profile)
    if name in CRITERIA:
        return criterion_page(scoring.criterion(name), scoring)
    for workload in load_workloads():
        if name == workload.id:
            return workload_page(workload, scoring)
    raise UsageError(f"nothing is called {subject!r}", hint=_suggestion(subject))


def _suggestion(subject: str) -> str:
    rules = known_rules()
    codes = [rule.meta.code for rule in rules]
    known = [*codes, *(rule.meta.name for rule in rules), *CRITERIA, *(item.id for item in load_workloads())]
    close = difflib.get_close_matches(subject, known, n=1) or difflib.get_close_matches(subject.upper(), codes, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    word = subject.lower()
    holding = [name for name in known if word in name] if len(word) >= _WORD else []
    if holding:
        return f"perhaps {', '.join(holding[:_SHOWN])}"
    return "`stackfit rules` lists the rules; criteria and workloads stand in the report of `stackfit scan`"


def _rendered(page: str) -> str:
    """The page laid out for a terminal."""
    import shutil

    from rich.console import Console
    from rich.markdown import Markdown

    width = min(100, shutil.get_terminal_size((100, 24)).columns)
    console = Console(width=width, force_terminal=True, color_system="standard", legacy_windows=False)
    with console.capture() as captured:
        console.print(Markdown(page, code_theme="ansi_dark", hyperlinks=False))
    return captured.get()
