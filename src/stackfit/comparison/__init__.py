"""Two reports side by side: which findings are new or gone, and what became of each component."""

from stackfit.comparison.changes import compare_components
from stackfit.comparison.lines import changed_lines

__all__ = ["changed_lines", "compare_components"]
