"""The baseline: findings accepted on a date, so that only new ones count."""

from stackfit.baseline.file import Entry, make_entry, parse_baseline, render_baseline
from stackfit.baseline.matching import STALE_CODE, Comparison, accept, compare, report_stale

__all__ = [
    "STALE_CODE",
    "Comparison",
    "Entry",
    "accept",
    "compare",
    "make_entry",
    "parse_baseline",
    "render_baseline",
    "report_stale",
]
