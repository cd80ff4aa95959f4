"""Scores criteria: from a profiled component and its findings to a `Fit`, by pure arithmetic over a scoring profile."""

from stackfit.scoring.fit import score, worst_verdict

__all__ = ["score", "worst_verdict"]
