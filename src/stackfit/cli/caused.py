"""What a change causes in files that it does not touch: compared with the last commit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from msgspec.structs import replace

from stackfit.cli.accepted import apply_baseline
from stackfit.cli.options import Options
from stackfit.cli.scanning import scan_for
from stackfit.config import Config
from stackfit.discovery.commit import Commit
from stackfit.discovery.staged import last_commit, list_staged
from stackfit.discovery.tree import Tree
from stackfit.errors import UsageError
from stackfit.model.finding import Finding
from stackfit.model.source import nearest_folder
from stackfit.report.safe import make_safe


def find_caused(
    findings: list[Finding], root: Path, tree: Tree, wanted: frozenset[str], config: Config, options: Options
) -> Iterator[Finding]:
    """Give those of the findings that the staged changes to `wanted` bring about, although they lie in other files.

    A name that is exported elsewhere, a dependency or a start command may make an old line run on the event loop.
    """
    staged = findings and any(covers(wanted, path) for path in list_staged(root))
    base = last_commit(root) if staged else ""
    if not base:
        return
    try:
        with Commit(root, base) as commit:
            old = [item for item in findings if all(_is_same(path, tree, commit) for path in paths_of(item))]
            known = _fingerprints(root, commit, config, options) if old else frozenset()
    except UsageError as problem:  # of a partial clone, say
        if not options.quiet:
            click.echo(f"stackfit: not compared with the last commit: {make_safe(str(problem), 500)}", err=True)
        return
    yield from (item for item in old if item.fingerprint not in known)


def paths_of(finding: Finding) -> frozenset[str]:
    """The files of a finding, of the steps of its chain and of the places it speaks of."""
    steps = (item.location.path for item in finding.chain)
    return frozenset((finding.location.path, *steps, *(item.location.path for item in finding.related)))


def covers(names: frozenset[str], path: str) -> bool:
    """Whether a file, or a folder that holds it, is one of those named."""
    return path in names or nearest_folder(path, names) in names


def _fingerprints(root: Path, commit: Commit, config: Config, options: Options) -> frozenset[str]:
    report = apply_baseline(scan_for(commit, config, replace(options, verbose=False)), config, root)
    return frozenset(item.fingerprint for item in report.findings)


def _is_same(path: str, tree: Tree, commit: Commit) -> bool:
    """Whether a file is as it was in the commit: what else is being worked on is not to be blamed on these files."""
    try:
        return tree.read(path) == commit.read(path)
    except OSError:
        return False
