"""`stackfit config`: the configuration in force."""

from __future__ import annotations

import json
from pathlib import Path

import click

from stackfit.cli.options import settle_profile
from stackfit.cli.terminal import print_text
from stackfit.config import Config, OptionValue, load_config
from stackfit.pipeline.knowledge import load_knowledge
from stackfit.report.safe import make_safe
from stackfit.rules import RULES


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


@command.command("verify")
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path())
@click.option("--config", "config_file", type=click.Path(path_type=Path), help="Configuration file.")
def verify_command(path: Path, config_file: Path | None) -> int:
    """Check the settings that hold for the repository at PATH, with all rules, data and plug-ins that they name."""
    knowledge = load_knowledge(settle_profile(load_config(path, config_file)))
    for problem in knowledge.errors:
        click.echo(f"stackfit: {make_safe(problem.message, 500)}", err=True)
    own = len(knowledge.rules) - len(RULES)
    print_text(f"The configuration is sound: {len(RULES)} rules, {own} of your own or of plug-ins.\n", color=False)
    return 1 if knowledge.errors else 0


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
        f"severity = {json.dumps(config.severity.value)}",
        f"min-confidence = {json.dumps(config.min_confidence.value)}",
        f"tests = {json.dumps(config.tests)}",
        f"baseline = {json.dumps(config.baseline)}" if config.baseline else "# baseline: none",
        f"new-only = {json.dumps(config.new_only)}",
        f"extend-rules = {_list(config.extend_rules)}",
        f"exhaustive = {json.dumps(config.exhaustive)}",
    ]
    if config.per_path_ignores:
        lines += ["", "[per-path-ignores]"]
        lines += [f"{json.dumps(item.pattern)} = {_list(item.selectors)}" for item in config.per_path_ignores]
    for code, options in sorted(config.rules.items()):
        lines += ["", f"[rules.{code}]"]
        lines += [f"{name} = {_value(value)}" for name, value in options.items()]
    return "".join(f"{line}\n" for line in lines)


def _value(value: OptionValue) -> str:
    return _list(value) if isinstance(value, tuple) else json.dumps(value)


def _list(items: tuple[str, ...]) -> str:
    return json.dumps(list(items))
