"""Settings of tools that put functions into a cloud: Wrangler, Zappa, Chalice, Firebase, Azure Functions."""

from __future__ import annotations

from stackfit.deployment.functions import Found, function_start, group_functions, runtime_pins
from stackfit.model.deployment import Deployment
from stackfit.syntax import Document, decode, read_json, read_toml, read_yaml
from stackfit.syntax.document import Path
from stackfit.syntax.paths import Load, folder_of, join


def _parse(path: str, data: bytes) -> Document:
    text = decode(data)
    if path.endswith("toml"):
        return read_toml(text)
    return read_yaml(text) if path.endswith(("yml", "yaml")) else read_json(text)


def read_wrangler(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read the entry point of a Cloudflare Worker; a site without one starts nothing."""
    document = _parse(path, data)
    main = document.text("main") or document.text("build", "upload", "main")
    name = document.text("name") or "worker"
    runtime = "python" if main.endswith(".py") else "node"
    line = document.line("main")
    found = function_start(path, name, main, line, runtime, "wrangler", ()) if main else []
    return group_functions(path, "wrangler", document, found)


def read_zappa(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read the stages of zappa_settings: an application object, or the settings of Django, on AWS Lambda."""
    document = _parse(path, data)
    found: list[Found] = []
    for stage in document.table():
        key = next((key for key in ("app_function", "django_settings") if document.text(stage, key)), "")
        if not key:
            continue
        where: Path = (stage, "runtime")
        pins = runtime_pins(path, document, where, document.text(*where), "zappa")
        line = document.line(stage, key)
        found += function_start(path, stage, document.text(stage, key), line, "python", "zappa", pins)
    return group_functions(path, "zappa", document, found)


def read_chalice(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read .chalice/config.json: the application is always `app` of app.py in the folder above."""
    document = _parse(path, data)
    name = document.text("app_name")
    line, home = document.line("app_name"), folder_of(folder_of(path))
    found = function_start(path, name, "app.app", line, "python", "chalice", (), home) if name else []
    return group_functions(path, "chalice", document, found)


def read_firebase(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read the code folders of Cloud Functions; a file that only hosts pages starts nothing."""
    document = _parse(path, data)
    listed = document.array("functions")
    places: list[Path] = [("functions", index) for index, _ in enumerate(listed)] if listed else [("functions",)]
    found: list[Found] = []
    for place in places:
        if not document.table(*place):
            continue
        source, written = document.text(*place, "source") or "functions", document.text(*place, "runtime")
        pins = runtime_pins(path, document, (*place, "runtime"), written, "firebase")
        runtime, home = written or "node", join(folder_of(path), source)
        name = document.text(*place, "codebase") or source
        line = document.line(*place)
        found += function_start(path, name, source, line, runtime, "firebase", pins, home)
    return group_functions(path, "firebase", document, found)


def read_azure(path: str, data: bytes, load: Load) -> tuple[Deployment, ...]:
    """Read function.json of Azure Functions: the bindings of one function, whose code lies beside it."""
    document = _parse(path, data)
    if not document.array("bindings"):
        return ()
    folder = folder_of(path)
    script = document.text("scriptFile")
    if not script:
        script = "__init__.py" if load(join(folder, "__init__.py") or "") is not None else "index.js"
    runtime = "python" if script.endswith(".py") else "node"
    name = folder.rpartition("/")[2]
    line = document.line("scriptFile")
    found = function_start(path, name, script, line, runtime, "azure-functions", (), folder_of(folder))
    return group_functions(path, "azure-functions", document, found)
