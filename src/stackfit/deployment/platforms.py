"""Files of hosting platforms that name a start command: Fly, Render, Railway, Nixpacks and Heroku."""

from __future__ import annotations

from msgspec.structs import replace

from stackfit.deployment import dockerfile
from stackfit.deployment.commands import is_development_name, parse_command
from stackfit.deployment.values import count, errors_of, named_values, pin
from stackfit.model.deployment import Deployment, Scale, StartCommand
from stackfit.model.manifest import RuntimePin
from stackfit.model.source import Location
from stackfit.syntax import Document, decode, read_json, read_toml, read_yaml
from stackfit.syntax.document import Path
from stackfit.syntax.paths import Load, folder_of, join

_VERSIONS = (
    ("PYTHON_VERSION", "python"),
    ("NODE_VERSION", "node"),
    ("BUN_VERSION", "bun"),
    ("NIXPACKS_PYTHON_VERSION", "python"),
    ("NIXPACKS_NODE_VERSION", "node"),
)


def read_fly(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read fly.toml: processes, or the Dockerfile's own command, on as many machines as always run."""
    document = read_toml(decode(data))
    machines = _fly_machines(document)
    places = [(("processes", name), name) for name in document.table("processes")]
    commands: list[StartCommand] = []
    for place, name in places or [(("experimental", "cmd"), "app")]:
        value = document.get(*place)
        text = " ".join(str(word) for word in value) if isinstance(value, list) else document.text(*place)
        copies = machines.get(name, machines.get(""))
        commands += _commands(path, document, place, name, text, "fly", copies)
    copies = machines.get("", machines.get("app"))
    if not commands and copies is not None and copies > 1:
        location = Location(path=path, line=document.line("http_service", "min_machines_running"))
        file = document.text("build", "dockerfile") or "Dockerfile"
        commands += _image_commands(join(folder_of(path), file), location, "app", copies, "fly", load)
    return (_deployment(path, "fly", document, commands, _environment_pins(path, document, "fly", "env")),)


def _fly_machines(document: Document) -> dict[str, int]:
    """Give the machines that always run, by process; "" stands for all."""
    found: dict[str, int] = {}
    bases: list[Path] = [
        ("http_service",),
        *(("services", index) for index, _ in enumerate(document.array("services"))),
    ]
    for base in bases:
        least = count(document.get(*base, "min_machines_running"))
        for name in [name for name, _ in document.strings(*base, "processes")] or [""]:
            if least is not None:
                found[name] = least
    return found


def read_render(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read render.yaml: one deployment for each service, in the folder it runs in."""
    document = read_yaml(decode(data))
    found = [
        _render_service(path, document, ("services", index), load)
        for index, item in enumerate(document.array("services"))
        if isinstance(item, dict)
    ]
    errors = errors_of(path, document)
    return (
        (*found, Deployment(path=path, format="render", context=folder_of(path), errors=errors))
        if errors
        else tuple(found)
    )


def _render_service(path: str, document: Document, base: Path, load: Load) -> Deployment:
    name = document.text(*base, "name") or document.text(*base, "type")
    context = join(folder_of(path), document.text(*base, "rootDir") or ".") or folder_of(path)
    least = count(document.get(*base, "scaling", "minInstances"))
    copies = count(document.get(*base, "numInstances")) if least is None else least
    commands: list[StartCommand] = []
    for key in ("startCommand", "dockerCommand"):
        text = document.text(*base, key)
        commands += _commands(path, document, (*base, key), name, text, "render", copies) if text else []
    if not commands and copies is not None and copies > 1:
        file = document.text(*base, "dockerfilePath") or "Dockerfile"
        place = Location(path=path, line=document.line(*base))
        commands += _image_commands(join(context, file), place, name, copies, "render", load)
    pins = _environment_pins(path, document, "render", *base, "envVars")
    return Deployment(
        path=path, format="render", context=context, commands=tuple(commands), services=(name,), pins=pins
    )


def read_railway(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read railway.json or railway.toml."""
    document = read_json(decode(data)) if path.endswith("json") else read_toml(decode(data))
    copies = count(document.get("deploy", "numReplicas"))
    regions = [
        count(document.get("deploy", "multiRegionConfig", name, "numReplicas"))
        for name in document.table("deploy", "multiRegionConfig")
    ]
    total = sum(one for one in regions if one) or copies
    text = document.text("deploy", "startCommand")
    commands = _commands(path, document, ("deploy", "startCommand"), "", text, "railway", total) if text else []
    if not commands and total is not None and total > 1:
        file = document.text("build", "dockerfilePath") or "Dockerfile"
        place = Location(path=path, line=document.line("deploy"))
        commands = _image_commands(join(folder_of(path), file), place, "", total, "railway", load)
    return (_deployment(path, "railway", document, commands),)


def read_nixpacks(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read nixpacks.toml: its start command and the versions set as variables."""
    document = read_toml(decode(data))
    text = document.text("start", "cmd")
    commands = _commands(path, document, ("start", "cmd"), "", text, "nixpacks", None) if text else []
    return (
        _deployment(path, "nixpacks", document, commands, _environment_pins(path, document, "nixpacks", "variables")),
    )


def read_heroku(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read heroku.yml: the processes it runs, or those of the images it builds."""
    document = read_yaml(decode(data))
    commands: list[StartCommand] = []
    for name, value in document.table("run").items():
        place: Path = ("run", name, "command", 0) if isinstance(value, dict) else ("run", name)
        place = place if document.text(*place) else ("run", name, "command")
        text = document.text(*place)
        commands += _commands(path, document, place, name, text, "heroku", None) if text and name != "release" else []
    return (_deployment(path, "heroku", document, commands),)


def read_app_json(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read the formation of Heroku's app.json: how many of each process; other files of the name say nothing."""
    document = read_json(decode(data))
    scales = tuple(
        Scale(process=name, replicas=copies, location=Location(path=path, line=document.line("formation", name)))
        for name in document.table("formation")
        if (copies := count(document.get("formation", name, "quantity"))) is not None
    )
    return (Deployment(path=path, format="heroku", context=folder_of(path), scales=scales),) if scales else ()


def _commands(
    path: str, document: Document, place: Path, name: str, text: str, source: str, copies: int | None
) -> list[StartCommand]:
    location = Location(path=path, line=document.line(*place))
    production = not is_development_name(path.rpartition("/")[2])
    return list(parse_command(text, location, source, name, production=production, replicas=copies))


def _image_commands(
    built: str | None, place: Location, name: str, copies: int, source: str, load: Load
) -> list[StartCommand]:
    """Give the Dockerfile's own start commands, repeated as often as the platform says."""
    data = load(built) if built else None
    if built is None or data is None:
        return []
    commands = dockerfile.read(built, data, load)[0].commands
    return [
        replace(one, process=name, replicas=copies, location=place, source=source) for one in commands if one.program
    ]


def _environment_pins(path: str, document: Document, source: str, *base: str | int) -> tuple[RuntimePin, ...]:
    values = named_values(document, *base)
    line = document.line(*base)
    return tuple(
        one
        for name, runtime in _VERSIONS
        if name in values
        for one in pin(runtime, values[name], Location(path=path, line=line), source)
    )


def _deployment(
    path: str, form: str, document: Document, commands: list[StartCommand], pins: tuple[RuntimePin, ...] = ()
) -> Deployment:
    return Deployment(
        path=path,
        format=form,
        context=folder_of(path),
        commands=tuple(commands),
        services=tuple(dict.fromkeys(item.process for item in commands if item.process)),
        pins=pins,
        errors=errors_of(path, document),
    )
