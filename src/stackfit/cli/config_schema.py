"""The JSON Schema of stackfit.toml, made of the keys and the rules that there are: editors complete and check by it."""

from __future__ import annotations

from typing import Any

from stackfit.config import KEYS, SEVERITIES, OptionValue
from stackfit.model.vocabulary import CRITERIA
from stackfit.rules import RETIRED, RULES
from stackfit.rules.base import RuleMeta
from stackfit.rules.options import MAX_SEVERITY, options_of

ADDRESS = "https://raw.githubusercontent.com/stackfit/stackfit/main/docs/stackfit.schema.json"
_OWN_CODE = "^(?!SF)[A-Z]{2,12}[0-9]{3,4}$"  # codes of the user's own rules and of plug-ins


def config_schema() -> dict[str, Any]:
    """The schema of a stackfit.toml, and of the table tool.stackfit in pyproject.toml."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ADDRESS,
        "title": "stackfit configuration",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"description": key.about, **key.shape} for name, key in KEYS.items()},
        "$defs": {
            "selector": {"type": "string", "anyOf": [{"enum": _selectors()}, {"pattern": _OWN_CODE}]},
            "rules": {
                "type": "object",
                "additionalProperties": False,
                "properties": {rule.meta.code: _rule(rule.meta) for rule in RULES},
                "patternProperties": {_OWN_CODE: {"type": "object"}},
            },
        },
    }


def _selectors() -> list[str]:
    return [*sorted({rule.meta.code for rule in RULES} | RETIRED), *CRITERIA, *SEVERITIES]


def _rule(meta: RuleMeta) -> dict[str, Any]:
    """What may be set of a rule."""
    own = {
        option.name: {"description": option.what, "default": option.default, **_shape(option.default)}
        for option in options_of(meta)
    }
    most = {"description": "Findings are never graver than this.", "enum": list(SEVERITIES)}
    return {
        "description": f"{meta.name}: {meta.summary}.",
        "type": "object",
        "additionalProperties": False,
        "properties": {MAX_SEVERITY: most, **own},
    }


def _shape(default: OptionValue) -> dict[str, Any]:
    if isinstance(default, bool):
        return {"type": "boolean"}
    if isinstance(default, int):
        return {"type": "integer", "minimum": 1}
    return {"type": "string"} if isinstance(default, str) else {"type": "array", "items": {"type": "string"}}
