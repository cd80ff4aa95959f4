"""`stackfit check`: the findings that concern some files."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from stackfit.cli.caused import covers, find_caused, paths_of
from stackfit.cli.help import SectionedCommand
from stackfit.cli.options import Options, shared_options
from stackfit.cli.running import run_scan
from stackfit.config import Config
from stackfit.discovery.staged import list_staged, open_staged
from stackfit.discovery.tree import Tree, as_tree
from stackfit.errors import UsageError
from stackfit.files import find_work_tree
from stackfit.model.finding import Finding
from stackfit.model.report import Report


@click.command("check", cls=SectionedCommand)
@click.argument("files", type=click.Path(path_type=Path), nargs=-1)
@click.option("--staged", is_flag=True, help="Check what is staged for the next commit, as it is staged.")
@shared_options
def command(files: tuple[Path, ...], staged: bool, **given: Any) -> int:
    """List the findings that concern FILES (default: all), one per line.

    The whole repository that holds the files is read, since a chain of calls may pass through them; a finding is shown
    when it stands in one of the files, its chain passes through one, it speaks of one, or a staged change to one brings
    it about. Exits 1 at warnings and errors (--fail-on).
    """
    options = Options(**given)
    if staged and files:
        raise UsageError("--staged chooses the files itself", hint="leave out the files, or --staged")
    root = _find_root(files)
    with ExitStack() as stack:
        tree: Tree = stack.enter_context(open_staged(root)) if staged else as_tree(root)
        wanted = list_staged(root) if staged else frozenset(_relative(file, root) for file in files)

        def narrow(report: Report, config: Config) -> Report:
            concerned = [item for item in report.findings if _concerns(item, wanted)]
            others = [item for item in report.findings if not _concerns(item, wanted)]
            shown = (*concerned, *find_caused(others, root, tree, wanted, config, options))
            accepted = tuple(item for item in report.accepted if _concerns(item.finding, wanted))
            return replace(report, findings=tuple(sorted(shown, key=lambda item: item.sort_key)), accepted=accepted)

        everything = not staged and (not wanted or "." in wanted)
        return run_scan(
            root,
            options,
            default_format="concise",
            default_gate="warning",
            tree=tree,
            narrow=None if everything else narrow,
        )


def _find_root(files: tuple[Path, ...]) -> Path:
    """The git work tree that holds the files; the current folder where there is none."""
    for file in files:
        if not os.path.lexists(file):
            raise UsageError("no such file", where=str(file), hint="check reads files that are on the disk")
    here = Path.cwd()
    start = _absolute(files[0]) if files else here
    top = find_work_tree(start)
    if top is not None:
        return _shorten(top, here)
    return Path() if start.is_relative_to(here.resolve()) else start if start.is_dir() else start.parent


def _shorten(folder: Path, here: Path) -> Path:
    """The folder as seen from here, so that the findings' paths can be opened from here."""
    try:
        return Path(os.path.relpath(folder, here.resolve()))
    except ValueError:  # another drive
        return folder


def _relative(file: Path, root: Path) -> str:
    path, base = _absolute(file), root.resolve()
    if not path.is_relative_to(base):
        raise UsageError(f"is not in the repository {base}", where=str(file), hint="check one repository at a time")
    return path.relative_to(base).as_posix()


def _absolute(file: Path) -> Path:
    """The place of the file itself, even where it is a link that leads out of the repository."""
    return file.resolve() if file.is_dir() else file.parent.resolve() / file.name


def _concerns(finding: Finding, wanted: frozenset[str]) -> bool:
    """Whether the finding, a step of its chain or a place it speaks of lies in one of the files or folders."""
    return any(covers(wanted, path) for path in paths_of(finding))
