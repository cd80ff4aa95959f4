"""Conda environment files: conda names are given their PyPI names where the two differ. Flag: "conda"."""

from __future__ import annotations

import re

from stackfit.manifests.draft import Draft
from stackfit.manifests.groups import group_kind
from stackfit.manifests.requirements import include_file
from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import Document, decode, read_yaml
from stackfit.syntax.document import Path
from stackfit.syntax.paths import Load, folder_of, join

_SPEC = re.compile(r"(?:[\w./-]+::)?([A-Za-z0-9_][\w.-]*)\s*(?:\[[^\]]*\])?\s*([=<>!~].*|\d.*)?$")
_LONGEST_SPEC = 1_000
_BUILD = re.compile(r"([<>=!~]*\s*\d[\w.*+!|,]*)(?:\s*=\s*|\s+)[\w.*]+")
_INCLUDE = re.compile(r"(?:-r[\s=]*|--requirement[\s=]+)(\S.*)")
TO_PYPI = {
    "dask-core": "dask",
    "libopencv": "opencv-python",
    "matplotlib-base": "matplotlib",
    "msgpack-python": "msgpack",
    "opencv": "opencv-python",
    "py-opencv": "opencv-python",
    "py-xgboost": "xgboost",
    "pyqt": "pyqt5",
    "pytables": "tables",
    "pytorch": "torch",
    "pytorch-cpu": "torch",
    "pytorch-gpu": "torch",
    "ruamel_yaml": "ruamel-yaml",
    "tensorflow-gpu": "tensorflow",
}
_NOT_PYTHON = frozenset(
    {"cmake", "cuda", "cudatoolkit", "cudnn", "ffmpeg", "gcc", "git", "gxx", "libgcc", "make", "ninja"}
    | {"pip", "pkg-config"}
)


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read an environment file; a YAML file of that name without a dependency list is nobody's manifest."""
    document = read_yaml(decode(data))
    draft = Draft(path, "conda", Ecosystem.PYPI)
    draft.problems(document)
    stem = path.rpartition("/")[2].partition(".")[0].lower()
    kind = group_kind(stem.replace("environment", ""), otherwise=DependencyKind.RUNTIME)
    group = "" if kind is DependencyKind.RUNTIME else stem
    # anaconda-project.yml calls the list "packages"; a file of another tool may use the word for anything.
    key = "packages" if stem == "anaconda-project" else "dependencies"
    for text, line in document.strings(key):
        _add_package(draft, text, line, kind, group)
    for index, item in enumerate(document.array(key)):
        if isinstance(item, dict):
            _add_pip(draft, document, (key, index), kind, group, load)
    listed = any(isinstance(item, (str, dict)) for item in document.array(key))
    if listed:
        draft.flags.add("conda")
    declares = listed and stem in ("environment", "conda", "env", "anaconda-project")
    return draft.finish(declares_component=declares, name=document.text("name") if listed else "")


def _add_package(draft: Draft, text: str, line: int, kind: DependencyKind, group: str) -> None:
    match = _SPEC.match(text.strip()) if len(text) <= _LONGEST_SPEC else None
    if match is None:
        draft.error(f"not a conda package: {text[:80]!r}", line)
        return
    name, specifier = match.group(1).lower(), _version(match.group(2) or "")
    if name in ("python", "nodejs", "pypy"):
        # "=3.9" says 3.9; a range stays as written.
        version = specifier.lstrip("=")
        draft.pin("node" if name == "nodejs" else name, version, line, "conda")
    elif is_python_package(name):
        draft.depend(TO_PYPI.get(name, name), line, kind, specifier=specifier, group=group)


def _version(text: str) -> str:
    """Drop the build, which may follow a version: "=1.0=openblas", "13.2.0 hf8544c7_5"."""
    text = text.strip()
    build = _BUILD.fullmatch(text)
    return build.group(1) if build else text


def is_python_package(name: str) -> bool:
    """Whether a conda package is most likely a Python package; conda also holds compilers and libraries."""
    return name not in _NOT_PYTHON and not name.startswith(("r-", "lib", "_"))


def _add_pip(draft: Draft, document: Document, place: Path, kind: DependencyKind, group: str, load: Load) -> None:
    for text, line in document.strings(*place, "pip"):
        include = _INCLUDE.match(text)
        found = join(folder_of(draft.path), include.group(1)) if include else None
        data = load(found) if found else None
        if found and data is not None:
            include_file(draft, found, data, load)
        elif include:
            draft.error(f"included file not found: {include.group(1)}", line)
        elif not text.startswith("-"):
            draft.require(text.partition(" #")[0], line, kind, group=group)
