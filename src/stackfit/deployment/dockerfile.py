"""Dockerfiles: the base images, and what the last stage runs."""

from __future__ import annotations

import re

from msgspec import Struct, field
from msgspec.structs import replace

from stackfit.deployment.commands import Origin, is_development_name, parse_text, parse_words
from stackfit.deployment.dockerfile_text import exec_form, instructions, pairs_of, words_of
from stackfit.deployment.images import DEVELOPMENT, IMAGE, built_in_start, has_built_in_start, image_pins, read_image
from stackfit.deployment.installed import installed_runtimes
from stackfit.deployment.scripts import run_scripts
from stackfit.deployment.shell import expand
from stackfit.model.deployment import Deployment, Image, StartCommand
from stackfit.model.manifest import RuntimePin
from stackfit.model.source import Location
from stackfit.syntax import decode
from stackfit.syntax.paths import Load, folder_of, join, upwards

_FINAL_NAME = re.compile(r"release|prod|final|runtime|runner|server")
_STATIC_SERVERS = frozenset({"nginx", "caddy", "serve", "http-server"})
_COPY_FROM = re.compile(r"--from=(\S+)")
_FROM = re.compile(r"(?:--\S+\s+)*(\S+)(?:\s+as\s+(\S+))?\s*$", re.IGNORECASE)
_SIDE_FOLDERS = frozenset({".devcontainer", ".gitpod", ".github", "ci", ".ci", ".circleci", "test", "tests"})


class _Stage(Struct):
    """One build stage; it starts as a copy of the stage it builds upon."""

    name: str = ""
    image: Image | None = None
    variables: dict[str, str] = field(default_factory=dict)
    copies: list[tuple[str, str]] = field(default_factory=list)
    entrypoint: tuple[str, int] | None = None
    command: tuple[str, int] | None = None
    installed: dict[str, tuple[str, int]] = field(default_factory=dict)
    copied_from: list[str] = field(default_factory=list)
    brought: list[tuple[str, str]] = field(default_factory=list)

    def child(self) -> _Stage:
        """Make a stage that builds upon this one."""
        return replace(
            self,
            variables=dict(self.variables),
            copies=list(self.copies),
            installed=dict(self.installed),
            copied_from=list(self.copied_from),
            brought=list(self.brought),
        )


def read(path: str, data: bytes, load: Load, target: str = "") -> tuple[Deployment, ...]:
    """Read a Dockerfile. Its context is the closest folder, going up, that holds a file it copies.

    `target` names the stage to run instead of the last one.
    """
    stages, images = _read_stages(path, decode(data))
    if not stages:
        return (Deployment(path=path, format="dockerfile", context=folder_of(path)),)
    last = next((stage for stage in stages if target and stage.name == target.lower()), None) or _final_stage(stages)
    # What a stage takes from another, that one may have taken from the repository.
    sources = [stage for stage in stages if stage.name and stage.name in last.copied_from]
    copies = [*last.copies, *last.brought, *(copy for stage in sources for copy in stage.copies)]
    commands = _commands(path, last, copies, load)
    return (
        Deployment(
            path=path,
            format="dockerfile",
            context=_context(path, [copy for stage in stages for copy in stage.copies], load),
            commands=commands,
            images=tuple(dict.fromkeys(images)),
            pins=_pins(path, last, stages, commands),
        ),
    )


def _final_stage(stages: list[_Stage]) -> _Stage:
    """Give the stage that runs: the last, unless it runs nothing (a release or test step behind the real one)."""
    running = [stage for stage in stages if stage.entrypoint or stage.command]
    last = stages[-1]
    builds_in = last.image is not None and has_built_in_start(last.image)
    if last in running or builds_in or not running:
        return last
    serious = [stage for stage in running if not is_development_name(stage.name)] or running
    return next((stage for stage in reversed(serious) if _FINAL_NAME.search(stage.name)), serious[-1])


def _pins(path: str, stage: _Stage, stages: list[_Stage], commands: tuple[StartCommand, ...]) -> tuple[RuntimePin, ...]:
    """Give the versions of the final image; a bare system image that starts a program got its runtime from a stage."""
    pins = _stage_pins(path, stage)
    if not pins and any(item.program and item.program not in _STATIC_SERVERS for item in commands):
        sources = [one for one in stages if one.name and one.name in stage.copied_from]
        found = [pin for one in sources for pin in _stage_pins(path, one)]
        pins = tuple(dict.fromkeys(found or [pin for one in stages for pin in _stage_pins(path, one)]))
    development = is_development_dockerfile(path)
    return tuple(replace(pin, source=DEVELOPMENT) for pin in pins) if development else pins


def _stage_pins(path: str, stage: _Stage) -> tuple[RuntimePin, ...]:
    """Give the versions that a stage's image promises, then those that it installs itself."""
    pins = image_pins(stage.image) if stage.image else ()
    known = {pin.runtime for pin in pins}
    return pins + tuple(
        RuntimePin(runtime=runtime, version=version, location=Location(path=path, line=line), source=IMAGE)
        for runtime, (version, line) in sorted(stage.installed.items())
        if runtime not in known
    )


def _read_stages(path: str, text: str) -> tuple[list[_Stage], list[Image]]:
    stages: list[_Stage] = []
    names: dict[str, _Stage] = {}
    images: list[Image] = []
    defaults: dict[str, str] = {}
    for name, value, line in instructions(text):
        if name == "FROM" and (match := _FROM.match(value)):
            base = expand(match.group(1), defaults)
            parent = names.get(base.lower())
            stage = parent.child() if parent else _Stage()
            if parent is None:
                stage.image = read_image(base, Location(path=path, line=line))
                images.extend([stage.image] if stage.image else [])
            stage.name = (match.group(2) or "").lower()
            stages.append(stage)
            if match.group(2):
                names[match.group(2).lower()] = stage
            names[str(len(stages) - 1)] = stage
        elif name == "ARG" and not stages:
            defaults.update(pairs_of(value, defaults))
        elif stages:
            _apply(stages[-1], name, value, line, defaults)
    return stages, images


def _apply(stage: _Stage, name: str, value: str, line: int, defaults: dict[str, str]) -> None:
    if name in ("ENV", "ARG"):
        stage.variables.update(pairs_of(value, {**defaults, **stage.variables}))
    elif name == "RUN":
        for runtime, version in installed_runtimes(expand(value, stage.variables), stage.image):
            stage.installed[runtime] = (version, line)
    elif name in ("COPY", "ADD"):
        words = exec_form(value) or [word for word in value.split() if not word.startswith("--")]
        stage_name = _COPY_FROM.search(value)
        if stage_name:
            stage.copied_from.append(stage_name.group(1).lower())
        pairs = stage.brought if stage_name else stage.copies
        pairs.extend((source, words[-1]) for source in words[:-1])
    elif name == "ENTRYPOINT":
        # A new entry point empties the command inherited from the base.
        stage.entrypoint, stage.command = (value, line), None
    elif name == "CMD":
        stage.command = (value, line)


def _commands(path: str, stage: _Stage, copies: list[tuple[str, str]], load: Load) -> tuple[StartCommand, ...]:
    """Combine ENTRYPOINT and CMD as Docker does; a script of the repository is read for what it starts."""
    entry, command = stage.entrypoint, stage.command
    given = entry or command
    origin = Origin(
        location=Location(path=path, line=command[1] if command else given[1] if given else 1),
        source="dockerfile",
        production=not is_development_dockerfile(path),
        variables=stage.variables,
    )
    if given is None:
        return built_in_start(stage.image, origin) if stage.image else ()
    texts = [value for value, _ in (part for part in (entry, command) if part)]
    if entry and exec_form(entry[0]) is None:
        # The shell form of ENTRYPOINT takes no arguments from CMD.
        texts = texts[:1]
    words = [word for text in texts for word in words_of(text)]
    if words and words[0].startswith("-"):
        # The entry point of the runtime's own image hands options to the runtime.
        words = [*(pin.runtime for pin in (image_pins(stage.image) if stage.image else ())[:1]), *words]
    started, passed_on = run_scripts(words, folder_of(path), copies, origin, load)
    if started and not passed_on:
        return started
    direct = _direct(texts, words, origin)
    return started + tuple(item for item in direct if item.program) if started else direct


def _direct(texts: list[str], words: list[str], origin: Origin) -> tuple[StartCommand, ...]:
    if len(texts) == 1 and exec_form(texts[0]) is None:
        return parse_text(texts[0], origin)
    return parse_words(words, origin)


def is_development_dockerfile(path: str) -> bool:
    """Whether the name or folder says that this image is for development, tests or CI."""
    parts = path.lower().split("/")
    name = parts[-1].replace("dockerfile", "").replace("containerfile", "")
    return is_development_name(name) or any(part in _SIDE_FOLDERS for part in parts[:-1]) or ".gitpod" in name


def _context(path: str, copies: list[tuple[str, str]], load: Load) -> str:
    sources = [
        source for source, _ in copies if not any(char in source for char in "*?[$") and source not in (".", "./")
    ]
    for folder in upwards(folder_of(path)):
        for source in sources[:20]:
            found = join(folder, source.lstrip("/"))
            if found and found != "." and load(found) is not None:
                return folder
    return folder_of(path)
