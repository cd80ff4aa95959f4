"""One scan on behalf of a command: with progress, and with what earlier runs worked out."""

from __future__ import annotations

import contextlib
from pathlib import Path

from stackfit.cache import cache_folder, open_memory
from stackfit.cli.options import Options, choose_date
from stackfit.cli.progress import ProgressDisplay
from stackfit.config import Config
from stackfit.model.report import Report
from stackfit.pipeline import scan


def scan_for(root: Path, config: Config, options: Options) -> Report:
    """Scan a folder as the options say."""
    as_of = choose_date(options.as_of)
    folder = None if options.no_cache else cache_folder()
    with (
        ProgressDisplay(quiet=options.quiet, log=options.verbose) as progress,
        contextlib.closing(open_memory(folder)) as memory,
    ):
        return scan(root, config, as_of, progress, memory)
