"""One scan: what an earlier run has reported of the very same files, else the stages in order."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

from stackfit.cache import NOTHING, Memory
from stackfit.config import Config
from stackfit.discovery.tree import Tree, as_tree, list_tree
from stackfit.model.report import Report
from stackfit.pipeline.progress import Progress, silent
from stackfit.pipeline.remembered import report_key, settled

__all__ = ["scan"]


def scan(
    root: Path | Tree,
    config: Config,
    as_of: datetime.date,
    progress: Progress = silent,
    memory: Memory = NOTHING,
    jobs: int = 1,
) -> Report:
    """Scan a repository. Raises `StackfitError` on what the user must put right, never on its content.

    `root` is a folder, or another tree, such as a commit. `as_of` is the date that ends of life and `until=` are judged
    by; `progress` is told the name of each stage. `memory` spares what an earlier run has worked out, `jobs` is how
    many processes may work at once; neither changes the result.
    """
    begun = time.time_ns()
    progress("Listing files")
    tree = as_tree(root)
    listing = list_tree(tree, config.exclude, config.base)
    key = report_key(tree.name, listing, config, as_of)
    report = memory.recall(Report, key)
    if report is None:
        from stackfit.pipeline.stages import run_stages  # all that reads code; takes longer to load than to look up

        report = run_stages(tree, listing, config, as_of, progress, memory, jobs)
        if settled(listing, begun):
            memory.keep(key, report)
    return report
