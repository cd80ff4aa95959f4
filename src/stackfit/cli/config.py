"""`stackfit config`: the configuration in force."""

from __future__ import annotations

import json
from pathlib import Path

import click

from stackfit.cli.terminal import print_text
from stackfit.config import Config, load_config
from stackfit.report.safe import make_safe


@click.group("config")
def command() -> None:
    """Show the configuration in force."""


@command.command("show")
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path())
@click.option("--config", "config_file", type=click.Path(path_type=Path), help="Configuration file.")
def show_command(path: Path, config_file: Path | None) -> int:
    """Print the settings that hold for the repository at PATH, as TOML."""
    config = load_config(path, config_file)
    print_text(as_toml(config), color=False)
    return 0


def as_toml(config: Config) -> str:
    """The settings as a stackfit.toml; settings without a value are comments."""
    source = make_safe(config.source) if config.source else "no configuration file: these are the defaults"
    lines = [
        f"# {source}",
        f"exclude = {_list(config.exclude)}",
        f"select = {_list(config.select)}{'' if config.select else '  # every rule'}",
        f"ignore = {_list(config.ignore)}",
        f"profile = {json.dumps(config.profile)}",
        f"team = {json.dumps(config.team)}" if config.team else "# team: judged by the code",
        f"fail-on = {json.dumps(config.fail_on)}" if config.fail_on else "# fail-on: error for scan, warning for check",
        "# min-fit: not tested" if config.min_fit is None else f"min-fit = {config.min_fit:g}",
        f"min-confidence = {json.dumps(config.min_confidence.value)}",
        f"tests = {json.dumps(config.tests)}",
        f"baseline = {json.dumps(config.baseline)}" if config.baseline else "# baseline: none",
        f"new-only = {json.dumps(config.new_only)}",
        f"exhaustive = {json.dumps(config.exhaustive)}",
    ]
    if config.per_path_ignores:
        lines += ["", "[per-path-ignores]"]
        lines += [f"{json.dumps(item.pattern)} = {_list(item.selectors)}" for item in config.per_path_ignores]
    return "".join(f"{line}\n" for line in lines)


def _list(items: tuple[str, ...]) -> str:
    return json.dumps(list(items))
