"""The words of the text report: names of runtimes and kinds, the verdict in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stackfit.model.finding import ChainStep, Finding
from stackfit.model.fit import Fit
from stackfit.model.kinds import ComponentKind, Runtime, Severity, Side, Verdict
from stackfit.model.report import ScoredComponent

RUNTIMES = {
    Runtime.PYTHON: "Python",
    Runtime.JYTHON: "Jython",
    Runtime.MICROPYTHON: "MicroPython",
    Runtime.NODE: "Node.js",
    Runtime.DENO: "Deno",
    Runtime.BUN: "Bun",
    Runtime.BROWSER: "the browser",
    Runtime.NONE: "no runtime",
}
SIDES = {Side.PYTHON: "Python", Side.NODE: "Node.js"}
KINDS = {ComponentKind.CLI: "command-line tool", ComponentKind.SPA: "single-page app", ComponentKind.TOOLING: "tooling"}


def runtime_name(runtime: str) -> str:
    """The runtime's own spelling."""
    return RUNTIMES[Runtime(runtime)]


def kind_name(kind: ComponentKind) -> str:
    """The kind in words."""
    return KINDS.get(kind, kind.value)


def percent(share: float) -> str:
    """A share of 0..1 as a percentage."""
    return f"{100 * share:.0f}%"


def plural(count: int, noun: str) -> str:
    """A count with its noun."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def count_words(findings: Sequence[Finding]) -> str:
    """How many findings of each severity, "no findings" when there is none."""
    counts = Counter(finding.severity for finding in findings)
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}
    parts = [plural(counts[severity], name) for severity, name in names.items() if counts[severity]]
    return ", ".join(parts) or "no findings"


def call_words(step: ChainStep) -> str:
    """Say who calls what in one step of a chain."""
    return f"{step.function or 'module'} calls {step.call}"


def verdict_sentence(component: ScoredComponent) -> str:
    """Say what the verdict means, with both figures in it."""
    profile, fit = component.profile, component.fit
    side = profile.runtime.side
    if side is None or fit.python is None or fit.node is None:
        return _unscored(component)
    own, other = fit.of(side) or 0.0, fit.of(side.other) or 0.0
    name, rival = RUNTIMES[profile.runtime], SIDES[side.other]
    figures = f"{own:.0f} of 100, {rival} as commonly built for it {other:.0f}"
    if fit.verdict is Verdict.UNKNOWN:
        return f"No verdict: what this component does is not clear enough. {name} {figures}."
    if fit.verdict is Verdict.MISFIT:
        return f"{name} as used here does not fit this work: {figures}; the findings below outweigh what can be added."
    if fit.verdict is Verdict.STRAINED:
        return f"{name} strains at this work: {figures}; the findings below weigh on what it needs most."
    return f"{name} fits this work: {figures}.{_remark(fit, side, rival)}"


def _remark(fit: Fit, side: Side, rival: str) -> str:
    """Say why a runtime that is behind fits all the same."""
    own, other = fit.of(side) or 0.0, fit.of(side.other) or 0.0
    burdened = any(lift.side is side for item in fit.criteria for lift in item.aggravations)
    if round(other) <= round(own):
        return " The findings below lower its figure." if burdened else ""
    if burdened:
        return f" The lead of {rival} is too small, or too little borne out by this code, to count."
    return f" {rival} leads on general grounds only: nothing in this code speaks against the choice."


def _unscored(component: ScoredComponent) -> str:
    """Say why there is no score."""
    profile = component.profile
    if profile.runtime is Runtime.BROWSER:
        return "Not scored: it runs in the browser, where there is no choice of runtime."
    if profile.kind is ComponentKind.TOOLING:
        return "Not scored: it only holds tools for building or developing."
    return "Not scored: no code of a back-end runtime was found in it."
