"""Files of Amazon's platforms: ECS task definitions and Elastic Beanstalk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from stackfit.deployment.commands import is_development_name, parse_command
from stackfit.deployment.kubernetes import container_of
from stackfit.deployment.values import count, errors_of, pin, runtime_of
from stackfit.model.deployment import Deployment
from stackfit.model.source import Location
from stackfit.syntax import Document, decode, read_json, read_yaml
from stackfit.syntax.document import Path
from stackfit.syntax.paths import Load, folder_of

_PYTHON = "aws:elasticbeanstalk:container:python"
_NODE = "aws:elasticbeanstalk:container:nodejs"
_GROUP = "aws:autoscaling:asg"
_PLATFORM_VERSION = re.compile(r"(python|node(?:\.?js)?)\s+(\d+(?:\.\d+)*)", re.IGNORECASE)


class _Option(NamedTuple):
    value: str
    line: int


def read_ecs(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read the containers of a task definition (or of Dockerrun.aws.json, which has the same list)."""
    document = read_json(decode(data))
    base: Path = ("taskDefinition",) if document.array("taskDefinition", "containerDefinitions") else ()
    found = [
        container_of(
            path,
            document,
            (*base, "containerDefinitions", index),
            name=document.text(*base, "containerDefinitions", index, "name"),
            replicas=None,
            load=load,
            form="ecs",
        )
        for index, item in enumerate(document.array(*base, "containerDefinitions"))
        if isinstance(item, dict)
    ]
    errors = errors_of(path, document)
    if errors:
        found.append(Deployment(path=path, format="ecs", context=folder_of(path), errors=errors))
    return tuple(found)


def read_extension(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read the options of an .ebextensions file: what the platform's own server runs, for the folder above."""
    text = decode(data)
    document = read_json(text) if text.lstrip().startswith("{") else read_yaml(text)
    options = _options(document)
    home = folder_of(folder_of(path))
    replicas = count(options[_GROUP, "MinSize"].value) if (_GROUP, "MinSize") in options else None
    command, line = _server(options)
    place = Location(path=path, line=line)
    production = not is_development_name(path.rpartition("/")[2])
    commands = (
        parse_command(command, place, "elastic-beanstalk", "web", production=production, replicas=replicas)
        if command
        else ()
    )
    version = options.get((_NODE, "NodeVersion"))
    return (
        Deployment(
            path=path,
            format="elastic-beanstalk",
            context=home,
            commands=commands,
            services=("web",) if commands else (),
            pins=pin("node", version.value, Location(path=path, line=version.line), "elastic-beanstalk")
            if version
            else (),
            errors=errors_of(path, document),
        ),
    )


def read_platform(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read .elasticbeanstalk/config.yml: the platform, which names a version of its runtime."""
    document = read_yaml(decode(data))
    written = document.text("global", "default_platform")
    match = _PLATFORM_VERSION.search(written)
    place = Location(path=path, line=document.line("global", "default_platform"))
    runtime = runtime_of(match.group(1).replace(".", ""))[0] if match else ""
    return (
        Deployment(
            path=path,
            format="elastic-beanstalk",
            context=folder_of(folder_of(path)),
            pins=pin(runtime, match.group(2), place, "elastic-beanstalk") if match else (),
            errors=errors_of(path, document),
        ),
    )


def _options(document: Document) -> dict[tuple[str, str], _Option]:
    """Give the options by namespace and name, in either of the two forms they may be written in."""
    found: dict[tuple[str, str], _Option] = {}
    base = "option_settings"
    for space, values in document.table(base).items():
        for name, value in values.items() if isinstance(values, dict) else ():
            found[space, name] = _Option(str(value), document.line(base, space, name))
    for index, item in enumerate(document.array(base)):
        if isinstance(item, dict):
            key = (str(item.get("namespace", "")), str(item.get("option_name", "")))
            found[key] = _Option(str(item.get("value", "")), document.line(base, index))
    return found


def _server(options: Mapping[tuple[str, str], _Option]) -> tuple[str, int]:
    """Give the command line that the platform makes of its options: Gunicorn for Python, the written one for Node."""
    node = options.get((_NODE, "NodeCommand"))
    if node:
        return node.value, node.line
    target = options.get((_PYTHON, "WSGIPath"))
    if not target:
        return "", 1
    module = target.value.removesuffix(".py").replace("/", ".")
    words = ["gunicorn", module if ":" in module else f"{module}:application"]
    for name, option in (("NumProcesses", "--workers"), ("NumThreads", "--threads")):
        value = options.get((_PYTHON, name))
        words += [option, value.value] if value else []
    return " ".join(words), target.line
