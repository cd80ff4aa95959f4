"""One scan on behalf of a command: with progress, and with what earlier runs worked out."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from msgspec.structs import replace

from stackfit.cache import open_memory
from stackfit.cli.options import Options, choose_date
from stackfit.cli.own_cache import trusted_cache_folder
from stackfit.cli.progress import ProgressDisplay
from stackfit.config import Config
from stackfit.discovery.commit import Commit
from stackfit.discovery.tree import Tree
from stackfit.errors import ConfigError
from stackfit.model.report import Report
from stackfit.pipeline import scan
from stackfit.report.safe import make_safe

Scan = Callable[["Path | Tree", str], Report]
"""Scans a folder or another tree; the word goes before the stages in what is shown of the progress."""


def scan_for(root: Path | Tree, config: Config, options: Options) -> Report:
    """Scan a folder, or another tree, as the options say."""
    with scanning(config, options) as scan_tree:
        return scan_tree(root, "")


@contextlib.contextmanager
def scanning(config: Config, options: Options) -> Iterator[Scan]:
    """Hand out a function that scans as the options say, with one memory and one display for all its scans."""
    as_of = choose_date(options.as_of)
    folder, reason = (None, "") if options.no_cache else trusted_cache_folder()
    if reason and not options.quiet:
        click.echo(f"stackfit: {make_safe(reason)}", err=True)
    with (
        ProgressDisplay(quiet=options.quiet, log=options.verbose) as progress,
        contextlib.closing(open_memory(folder)) as memory,
    ):

        def scan_tree(tree: Path | Tree, what: str, chosen: Config = config) -> Report:
            try:
                return scan(tree, chosen, as_of, lambda stage: progress(f"{what}{stage}"), memory, options.jobs)
            except ConfigError:
                if chosen.lenient or not (isinstance(tree, Commit) and tree.commit):
                    raise
                return scan_tree(tree, what, replace(config, lenient=True))

        yield scan_tree
