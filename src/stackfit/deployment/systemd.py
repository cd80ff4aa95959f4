"""Service units of systemd: what ExecStart runs, with its environment, in the folder that holds it."""

from __future__ import annotations

import re
import shlex

from msgspec import Struct, field

from stackfit.deployment.commands import Origin, is_development_name, parse_words
from stackfit.deployment.compose_service import read_env
from stackfit.deployment.homes import find_file, find_home
from stackfit.deployment.scripts import run_scripts
from stackfit.deployment.sections import Setting, read_settings
from stackfit.deployment.shell import expand
from stackfit.deployment.wrappers import assignments
from stackfit.model.deployment import Deployment, StartCommand
from stackfit.model.source import Location
from stackfit.syntax import decode
from stackfit.syntax.paths import Load, folder_of

# What may stand before the path: ignore failure, pass argv[0], no expansion, privileges.
_PREFIX = re.compile(r"[@:+!|-]+")
_SPECIFIER = re.compile(r"%([%A-Za-z])")
_PLACEHOLDER = re.compile(r"\{\{|@[A-Za-z_]+@")


class _Unit(Struct):
    """The parts of [Service] that matter; an empty assignment takes back what came before, as systemd does."""

    starts: list[Setting] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    directory: str = ""

    def accept(self, item: Setting) -> None:
        """Take one setting."""
        if item.key == "ExecStart":
            self.starts = [*self.starts, item] if item.value else []
        elif item.key == "Environment":
            self.variables = {**self.variables, **assignments(_words(item.value))[0]} if item.value else {}
        elif item.key == "EnvironmentFile":
            # A dash says that the file may be missing.
            self.files = [*self.files, item.value.lstrip("-")] if item.value else []
        elif item.key == "WorkingDirectory":
            self.directory = _plain(item.value.lstrip("-").strip("\"'"))


def read(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read a service unit; several ExecStart lines run one after the other, and all of them count."""
    unit = _Unit()
    for item in read_settings(decode(data)):
        if item.section == "Service":
            unit.accept(item)
    name = path.rpartition("/")[2].removesuffix(".service").rstrip("@")
    for file in unit.files:
        # What a file sets goes before what the unit says.
        unit.variables = {**unit.variables, **read_env(find_file(folder_of(path), file, load), load)}
    commands = tuple(command for item in unit.starts for command in _commands(path, name, item, unit, load))
    target = next((command.target for command in commands if command.target), "")
    return (
        Deployment(
            path=path,
            format="systemd",
            context=find_home(folder_of(path), unit.directory, target, load),
            commands=commands,
            services=(name,) if unit.starts else (),
        ),
    )


def _commands(path: str, name: str, item: Setting, unit: _Unit, load: Load) -> tuple[StartCommand, ...]:
    if _PLACEHOLDER.search(item.value):
        return ()
    origin = Origin(
        location=Location(path=path, line=item.line),
        source="systemd",
        process=name,
        production=not is_development_name(path.rpartition("/")[2]),
        variables=unit.variables,
    )
    text = _PREFIX.sub("", item.value, count=1) if _PREFIX.match(item.value) else item.value
    words = [expand(_plain(word), unit.variables) for word in _words(text)]
    started, passed_on = run_scripts(words[:2], folder_of(path), (), origin, load)
    if started and not passed_on:
        return started
    return parse_words(words, origin)


def _plain(word: str) -> str:
    """Take specifiers out: `%%` is a percent sign, what the others stand for is known at run time only."""
    return _SPECIFIER.sub(lambda match: "%" if match.group(1) == "%" else "", word) if "%" in word else word


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()
