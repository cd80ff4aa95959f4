"""`stackfit config`: the configuration in force."""

from __future__ import annotations

import os
from pathlib import Path

import click

from stackfit.cli.config_text import as_toml
from stackfit.cli.options import choose_date, settle_profile
from stackfit.cli.terminal import print_text
from stackfit.config import Config, load_config
from stackfit.errors import UsageError
from stackfit.pipeline.settings import verify_settings
from stackfit.report.safe import make_safe
from stackfit.rules import RULES


@click.group("config")
def command() -> None:
    """Show or check the configuration in force.

    Settings stand in stackfit.toml or pyproject.toml ([tool.stackfit]); the file nearest to a component outranks those
    above it, key by key.
    """


@command.command("show", short_help="Print the settings, and which file decides each.")
@click.argument("path", type=click.Path(path_type=Path), default=Path())
@click.option("--config", "config_file", type=click.Path(path_type=Path), help="Only this configuration file.")
def show_command(path: Path, config_file: Path | None) -> int:
    """Print the settings that hold for the folder or file at PATH, as TOML, and which file decides each.

    For the folder of a component (services/api) these are the settings of that component.
    """
    if not path.exists():
        raise UsageError("no such file or folder", where=str(path), hint="give a folder of the repository")
    folder = path if path.is_dir() else path.parent
    print_text(as_toml(load_config(folder, config_file), Path.cwd()), color=False)
    return 0


@command.command("verify", short_help="Check all configuration files.")
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path())
@click.option("--config", "config_file", type=click.Path(path_type=Path), help="Only this configuration file.")
def verify_command(path: Path, config_file: Path | None) -> int:
    """Check the settings of the repository at PATH and of its components.

    All rules, data and plug-ins that they name are loaded. Exits 2 at a mistake, 1 at what is of no use.
    """
    config = settle_profile(load_config(path, config_file))
    verified = verify_settings(path, config, choose_date(None))
    for problem in verified.errors:
        place = "" if problem.path == "." else f"{problem.path}: "
        click.echo(f"stackfit: {make_safe(f'{place}{problem.message}', 500)}", err=True)
    files = _name_files(config, verified.files)
    lines = [
        f"The configuration is sound: {len(RULES)} rules, {verified.rules - len(RULES)} of your own or of plug-ins."
    ]
    lines += [
        f"Read: {make_safe(', '.join(files), 1_000)}" if files else "No configuration file: these are the defaults."
    ]
    print_text("".join(f"{line}\n" for line in lines), color=False)
    return 1 if verified.errors else 0


def _name_files(config: Config, components: tuple[str, ...]) -> list[str]:
    """The files of the run as seen from here, then those of components."""
    return [*sorted({_from_here(item) for item in (*config.origins.values(), config.source) if item}), *components]


def _from_here(path: str) -> str:
    try:
        return os.path.relpath(path).replace(os.sep, "/")
    except ValueError:  # another drive
        return path
