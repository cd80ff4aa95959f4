"""SF001: a suppression comment that hides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.finding import Finding
from stackfit.model.kinds import Severity
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta


class UnusedSuppression:
    """A suppression comment hides nothing, or has ended.

    ## What it finds

    A `stackfit: ignore[...]` comment in production code for which there is no finding, and one whose `until=` date has
    passed or cannot be read.

    ## Why it matters

    A comment that outlives its reason hides the next finding at that place without anyone having looked at it; other
    checkers report theirs for the same reason
    ([ruff's unused-noqa](https://docs.astral.sh/ruff/rules/unused-noqa/)).

    ## Example

    Bad:

    ```python
    total = a + b  # stackfit: ignore[SF101] was slow once
    ```

    Good:

    ```python
    time.sleep(0.01)  # stackfit: ignore[SF101] hardware needs the pause until=2030-01-01
    ```

    ## What to do instead

    Remove the comment, or give it a new date and a reason.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF001",
        name="unused-suppression",
        severity=Severity.INFO,
        summary="A suppression comment that hides nothing",
        since="0.1.0",
        criteria=(),
        languages=(*PYTHON, *NODE),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield nothing: only after all rules have run is it known which comments were used (`stackfit.suppress`)."""
        yield from ()
