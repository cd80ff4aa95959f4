"""A sample plug-in: what a rule in Python looks like, and one that always breaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.source import Location
from stackfit.rules.base import PYTHON, Context, RuleMeta
from stackfit.rules.options import Option


class ManyParameters:
    """A function takes more parameters than anybody can keep in order."""

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="ACME901",
        name="many-parameters",
        severity=Severity.INFO,
        summary="A function takes many parameters",
        since="1.0",
        criteria=("syntax",),
        languages=PYTHON,
        own_page="https://example.com/acme901",
        options=(Option(name="most", what="how many are fine", default=6),),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Count the parameters of each function."""
        for component in context.components:
            most = context.figures(self.meta, component)["most"]
            for file in context.files(component, languages=PYTHON):
                facts = context.facts(file.path)
                for function in facts.functions if facts is not None else ():
                    if len(function.params) > most:
                        yield self.meta.finding(
                            Location(path=file.path, line=function.line),
                            f"{function.name} takes {len(function.params)} parameters",
                            confidence=Confidence.DEFINITE,
                            component=component.component.path,
                            symbol=function.qualname,
                        )


class Broken:
    """A rule that fails whenever it is asked."""

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="ACME902",
        name="broken-rule",
        severity=Severity.INFO,
        summary="A rule that fails",
        since="1.0",
        criteria=("syntax",),
        languages=PYTHON,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Fail."""
        raise RuntimeError("out of order")
