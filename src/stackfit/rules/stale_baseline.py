"""SF002: an entry of the baseline that matches nothing any more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.finding import Finding
from stackfit.model.kinds import Severity
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta


class StaleBaselineEntry:
    """An entry of the baseline accepts a finding that is not there any more.

    ## What it finds

    With `--baseline`, or `baseline` in the settings: entries for which the scan has no finding of that rule, in that
    function, with that code. Entries of rules that the run leaves out (`--select`, `--ignore`) are not looked at.

    ## Why it matters

    The finding was fixed, which is good news. But an entry that stays would accept the same mistake again without
    anyone having looked at it; other checkers report theirs for the same reason
    ([PHPStan](https://phpstan.org/user-guide/baseline), for one).

    ## Example

    Bad:

    ```json
    {"code": "SF101", "path": "app.py", "symbol": "a_function_long_gone", "snippet": "time.sleep(1)", ...}
    ```

    Good:

    ```text
    stackfit baseline prune
    ```

    ## What to do instead

    Run `stackfit baseline prune`: it removes such entries and touches no other.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF002",
        name="stale-baseline-entry",
        severity=Severity.INFO,
        summary="An entry of the baseline that matches nothing any more",
        since="0.1.0",
        criteria=(),
        languages=(*PYTHON, *NODE),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield nothing: the baseline is compared with what all rules have found (`stackfit.baseline`)."""
        yield from ()
