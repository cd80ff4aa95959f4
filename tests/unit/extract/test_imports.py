"""The light reading of imports agrees with the full one wherever it answers at all."""

from __future__ import annotations

import pytest

from stackfit.extract import extract_facts, extract_imports
from stackfit.model.facts import Import
from stackfit.model.kinds import Language

PYTHON = """
import os, a.b as c
from x.y import (z,
    w as v)
from . import near
from .pkg import *
def late():
    try:
        import fast
    except ImportError:
        import slow
    try:
        import sure
    except ValueError:
        pass
if TYPE_CHECKING:
    from t import T
else:
    from t import U
é = 1; import after
"""

SCRIPT = """
import def, {a as b, c} from "one";
import * as ns from 'two';
import "three";
export * from "four"; export {x} from "five";
const y = require("node:fs"), z = require('six').member;
try { require("seven"); } catch (e) { require(`eight`); } finally { require("nine"); }
async function f() { return await import("ten"); }
require(name); require(`${name}/x`);
"""

TYPED = """
import type { A } from "one";
import { type B } from "two";
import { type C, d } from "three";
export type { E } from "four";
import {} from "five";
"""


def places(imports: tuple[Import, ...], language: Language) -> dict[tuple[object, ...], tuple[bool, bool]]:
    """Each place with a module: whether nothing there runs, and whether it is optional."""
    found: dict[tuple[object, ...], tuple[bool, bool]] = {}
    for item in imports:
        key = (item.line, item.column, item.module, item.name if language.is_python else None)
        found[key] = (found.get(key, (True, False))[0] and item.typing_only, item.guarded)
    return found


@pytest.mark.parametrize(
    ("language", "source"),
    [
        (Language.PYTHON, PYTHON),
        (Language.JAVASCRIPT, SCRIPT),
        (Language.TYPESCRIPT, SCRIPT),
        (Language.TSX, SCRIPT),
        (Language.TYPESCRIPT, TYPED),
        (Language.PYTHON, ""),
    ],
)
def test_light_and_full_reading_agree(language: Language, source: str) -> None:
    light = extract_imports(language, source.encode())
    full = extract_facts("a", language, source.encode()).imports
    assert light is not None
    assert places(light, language) == places(full, language)


@pytest.mark.parametrize(
    ("language", "source"),
    [
        (Language.PYTHON, "import importlib; importlib.import_module('x')"),
        (Language.PYTHON, "import x\ndef broken(:"),
        (Language.JAVASCRIPT, "define(function (require) { require('x') })"),
        (Language.JAVASCRIPT, "function require(x) {} require('x')"),
        (Language.TYPESCRIPT, "import fs = require('fs')"),
        (Language.NOTEBOOK, "{}"),
    ],
)
def test_doubtful_files_are_left_to_the_full_reading(language: Language, source: str) -> None:
    assert extract_imports(language, source.encode()) is None
