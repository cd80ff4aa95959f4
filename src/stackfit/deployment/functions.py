"""Functions that a cloud platform starts: Serverless Framework, AWS SAM and CloudFormation, Vercel, Netlify."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stackfit.deployment.commands import is_development_name
from stackfit.deployment.values import errors_of, pin, runtime_of
from stackfit.model.deployment import Deployment, StartCommand
from stackfit.model.manifest import RuntimePin
from stackfit.model.source import Location
from stackfit.syntax import Document, decode, read_json, read_toml, read_yaml
from stackfit.syntax.document import Path
from stackfit.syntax.paths import Load, folder_of, join

_LAMBDA = ("AWS::Serverless::Function", "AWS::Lambda::Function")
_CODE_SUFFIX = re.compile(r"\.(?:py|[cm]?[jt]sx?)$")
_BUILDERS = {"python": "python", "node": "node", "node-server": "node", "next": "node", "nuxt": "node"}

Found = tuple[str, StartCommand, tuple[RuntimePin, ...]]


def read_serverless(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read serverless.yml: a handler per function, in the provider's runtime unless the function has its own."""
    document = _parse(path, data)
    common = document.text("provider", "runtime")
    # Before its version 4 the framework ran Node.js where nothing was written; other clouds name no version.
    default = common or ("nodejs" if document.get("provider") is not None else "")
    found: list[Found] = []
    for base, name in _function_places(document):
        key = ("runtime",) if document.text(*base, "runtime") else ()
        place = (*base, *key) if key else ("provider", "runtime")
        written = document.text(*base, "runtime") or default
        handler = document.text(*base, "handler")
        if handler:
            line = document.line(*base, "handler")
            pins = runtime_pins(path, document, place, written, "serverless")
            found += function_start(path, name, handler, line, written, "serverless", pins)
    return group_functions(path, "serverless", document, found)


def _function_places(document: Document) -> Iterator[tuple[Path, str]]:
    """Give where the functions stand: a table, or a list of tables."""
    for name in document.table("functions"):
        yield ("functions", name), name
    for index, part in enumerate(document.array("functions")):
        for name in part if isinstance(part, dict) else ():
            yield ("functions", index, name), name


def read_sam(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read an AWS template: each function runs in its own code folder."""
    document = _parse(path, data)
    common: Path = ("Globals", "Function")
    found: list[Found] = []
    for name in document.table("Resources"):
        base: Path = ("Resources", name, "Properties")
        handler = document.text(*base, "Handler") or document.text(*common, "Handler")
        if document.text("Resources", name, "Type") not in _LAMBDA or not handler:
            continue
        own = base if document.text(*base, "Runtime") else common
        written = document.text(*own, "Runtime")
        code = document.text(*base, "CodeUri") or document.text(*common, "CodeUri")
        pins = runtime_pins(path, document, (*own, "Runtime"), written, "sam")
        line = document.line(*base, "Handler")
        found += function_start(path, name, handler, line, written, "sam", pins, join(folder_of(path), code))
    return group_functions(path, "sam", document, found)


def read_vercel(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read vercel.json: only what it names as functions; rewrites and headers of a site start nothing."""
    document = read_json(decode(data))
    found: list[Found] = []
    for pattern in document.table("functions"):
        written = document.text("functions", pattern, "runtime")
        runtime = runtime_of(written)[0] or ("python" if pattern.endswith(".py") else "node")
        found += function_start(path, "functions", pattern, document.line("functions", pattern), runtime, "vercel", ())
    for index, _ in enumerate(document.array("builds")):
        source, use = document.text("builds", index, "src"), document.text("builds", index, "use")
        runtime = _BUILDERS.get(use.rpartition("@")[0].removeprefix("@vercel/") or use.removeprefix("@vercel/"), "")
        runtime = runtime or _BUILDERS.get(use.removeprefix("@vercel/").removeprefix("@now/"), "")
        if source and runtime:
            found += function_start(path, "functions", source, document.line("builds", index), runtime, "vercel", ())
    return group_functions(path, "vercel", document, found)


def read_netlify(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read netlify.toml: a folder of functions, run by Node.js in the version of the build."""
    document = read_toml(decode(data))
    place: Path = next(
        (place for place in (("functions", "directory"), ("build", "functions")) if document.text(*place)), ()
    )
    found: list[Found] = []
    if place:
        base = join(folder_of(path), document.text("build", "base").strip("/")) or folder_of(path)
        version: Path = ("build", "environment", "NODE_VERSION")
        pins = runtime_pins(path, document, version, f"node{document.text(*version)}", "netlify")
        target = document.text(*place)
        found += function_start(path, "functions", target, document.line(*place), "node", "netlify", pins, base)
    return group_functions(path, "netlify", document, found)


def _parse(path: str, data: bytes) -> Document:
    return read_json(decode(data)) if path.endswith("json") else read_yaml(decode(data))


def runtime_pins(path: str, document: Document, place: Path, written: str, source: str) -> tuple[RuntimePin, ...]:
    """Pin the version in a platform's word for a runtime."""
    return pin(*runtime_of(written), Location(path=path, line=document.line(*place)), source)


def function_start(
    path: str,
    name: str,
    handler: str,
    line: int,
    runtime: str,
    source: str,
    pins: tuple[RuntimePin, ...],
    context: str | None = None,
) -> list[Found]:
    """Make one function's start; none for runtimes of other languages."""
    program = runtime_of(runtime)[0]
    if program not in ("python", "node", "bun", "deno"):
        return []
    command = StartCommand(
        command=handler,
        location=Location(path=path, line=line),
        source=source,
        process=name,
        program=program,
        target=_CODE_SUFFIX.sub("", handler),
        production=not is_development_name(path.rpartition("/")[2]),
    )
    return [(context or folder_of(path), command, pins)]


def group_functions(path: str, form: str, document: Document, found: list[Found]) -> tuple[Deployment, ...]:
    """Make one deployment for each folder that functions run in."""
    contexts = sorted({context for context, _, _ in found}) or [folder_of(path)]
    errors = errors_of(path, document) if found or not document.value else ()
    return tuple(
        Deployment(
            path=path,
            format=form,
            context=context,
            commands=tuple(command for place, command, _ in found if place == context),
            services=tuple(dict.fromkeys(command.process for place, command, _ in found if place == context)),
            pins=tuple(dict.fromkeys(one for place, _, pins in found if place == context for one in pins)),
            errors=errors if context == contexts[0] else (),
        )
        for context in contexts
    )
