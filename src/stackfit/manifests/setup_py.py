"""setup.py, read statically from its syntax tree. Flags: as for setup.cfg, and "native-extension"."""

from __future__ import annotations

import ast
import re
import warnings

from stackfit.manifests.draft import Draft
from stackfit.manifests.groups import extra_kind
from stackfit.manifests.requirements import include_file
from stackfit.manifests.setup_cfg import add_entry_lines
from stackfit.manifests.static_values import Evaluator, Values
from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import decode
from stackfit.syntax.paths import Load, folder_of, join

_KEYS = (
    ("install_requires", DependencyKind.RUNTIME),
    ("requires", DependencyKind.RUNTIME),
    ("setup_requires", DependencyKind.BUILD),
    ("tests_require", DependencyKind.DEV),
)
_NATIVE_KEYS = frozenset({"ext_modules", "cffi_modules", "rust_extensions", "cmake_source_dir"})
_NATIVE_CALLS = frozenset(
    {"Extension", "cythonize", "CMakeExtension", "Pybind11Extension", "RustExtension", "CUDAExtension"}
)
_BUILD_TOOL = re.compile(r"\b(?:setuptools|distutils|skbuild|cx_Freeze|py2exe|py2app)\b")
_MAX_LOOSE = 100_000
_LOOSE_LIST = re.compile(
    r"""\b(install_requires|setup_requires|tests_require)\s{0,9}=\s{0,9}\[((?:[^\]'"]|'[^'\n]*'|"[^"\n]*"){0,3000})\]"""
)
_LOOSE_STRING = re.compile(r"""(['"])([^'"\n]+)\1""")
_LOOSE_NAME = re.compile(r"""\bname\s*=\s*['"]([\w.-]+)['"]""")


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read setup.py; where it is not valid Python 3, literal lists are still found in its text."""
    draft = Draft(path, "setup-py", Ecosystem.PYPI)
    text = decode(data)
    if not _BUILD_TOOL.search(text):
        # A module that happens to be called setup.py.
        return draft.finish(declares_component=False)
    tree = _parse(text, draft)
    if tree is None:
        return _read_loosely(draft, text)
    script = Evaluator(tree)
    for key, kind in _KEYS:
        for node in script.keys.get(key, []):
            _add(draft, script.values(node), kind, "", load)
    for node in script.keys.get("extras_require", []):
        for extra, value in script.mapping(node):
            _add(draft, script.values(value), extra_kind(extra), extra, load)
    _add_entry_points(draft, script)
    _add_facts(draft, script)
    return draft.finish(
        declares_component="setup" in script.called,
        name=_one(script, "name"),
        version=_one(script, "version"),
        description=_one(script, "description"),
        keywords=_keywords(script),
    )


def _parse(text: str, draft: Draft) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        draft.error(f"not valid Python 3: {error.msg}", error.lineno or 1)
    except (ValueError, RecursionError, MemoryError) as error:
        draft.error(f"not valid Python 3: {error or 'nested too deeply'}")
    return None


def _add(draft: Draft, values: Values, kind: DependencyKind, group: str, load: Load) -> None:
    for item in values.items:
        if not item.text.startswith(("#", "-")):
            draft.require(item.text, item.line, kind, group=group)
    for guesses in values.files:
        for guess in guesses:
            found = join(folder_of(draft.path), guess)
            data = load(found) if found else None
            if found and data is not None:
                include_file(draft, found, data, load)
                break


def _add_entry_points(draft: Draft, script: Evaluator) -> None:
    for node in script.keys.get("entry_points", []):
        for group, value in script.mapping(node):
            add_entry_lines(draft, group, tuple(script.values(value).items))
        group = ""
        for text, line in () if isinstance(node, ast.Dict) else script.values(node).items:
            if text.startswith("["):
                group = text.strip("[] ")
            elif group:
                add_entry_lines(draft, group, ((text, line),))
    for node in script.keys.get("scripts", []):
        for text, line in script.values(node).items:
            if " " not in text:
                draft.entry_points.append(draft.script(text.rpartition("/")[2], text, line))


def _add_facts(draft: Draft, script: Evaluator) -> None:
    for node in script.keys.get("classifiers", []):
        draft.flags.update(f"classifier:{text}" for text, _ in script.values(node).items)
    pin = script.text("python_requires")
    if pin:
        draft.pin("python", pin.text, pin.line, "python_requires")
    if _NATIVE_KEYS & script.keys.keys() or _NATIVE_CALLS & script.called:
        draft.flags.add("native-extension")


def _one(script: Evaluator, key: str) -> str:
    item = script.text(key)
    return item.text if item else ""


def _keywords(script: Evaluator) -> list[str]:
    texts = [text for node in script.keys.get("keywords", []) for text, _ in script.values(node).items]
    return [word for text in texts for word in (text.split(",") if "," in text else text.split())] if texts else []


def _read_loosely(draft: Draft, text: str) -> Manifest:
    text = text[:_MAX_LOOSE]
    kinds = dict(_KEYS)
    for found in _LOOSE_LIST.finditer(text):
        for string in _LOOSE_STRING.finditer(text, found.start(2), found.end(2)):
            line = text.count("\n", 0, string.start()) + 1
            draft.require(string.group(2), line, kinds[found.group(1)])
    name = _LOOSE_NAME.search(text)
    return draft.finish(declares_component="setup(" in text, name=name.group(1) if name else "")
