"""Reads the `[[rule]]` tables of a user's file into rules; every complaint names the place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

from packaging.utils import canonicalize_name

from stackfit.catalogue.callables_model import NameIndex, expand, last_word
from stackfit.catalogue.toml import Table
from stackfit.catalogue.user_rules import Extension, check_glob
from stackfit.config import CODE, CONFIDENCES, SEVERITIES
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.vocabulary import CRITERIA, WORKLOADS
from stackfit.rules.base import NODE, PYTHON, RuleMeta
from stackfit.rules.user.conditions import Example, Find, OnlyIf
from stackfit.rules.user.linear import LinearPattern, RefusedError
from stackfit.rules.user.rule import UserRule

MAX_RULES = 200
_KEYS = ("code", "name", "message", "hint", "severity", "confidence", "criterion", "language", "why", "find", "only-if")
_KINDS = ("dependency", "import", "call", "file")
_FIND = (*_KINDS, "in", "with-argument", "without-argument", "argument", "text")
_PLACES = ("anywhere", "handler", "loop", "coroutine")
_ONLY_IF = ("dependency", "no-dependency", "technology", "no-technology", "workload", "path", "no-path")
_LANGUAGES = {"python": PYTHON, "node": NODE, "both": (*PYTHON, *NODE)}
_OURS = "SF"
_NAME = re.compile(r"[a-z0-9]{1,30}(?:-[a-z0-9]{1,30}){0,9}")
_MAX_TEXT = 500


def read_user_rules(extensions: Iterable[Extension]) -> tuple[UserRule, ...]:
    """Read every rule. Raises `DataError` on the first that cannot be used."""
    found: dict[str, UserRule] = {}
    for extension in extensions:
        if len(extension.rules) > MAX_RULES:
            extension.rules[0].fail("", f"more than {MAX_RULES} rules in one file")
        for table in extension.rules:
            rule = _read_rule(table, extension.file)
            if rule.meta.code in found:
                table.fail("code", f"there is a rule {rule.meta.code} already, in {found[rule.meta.code].file}")
            found[rule.meta.code] = rule
    return tuple(found.values())


def _read_rule(table: Table, file: str) -> UserRule:
    table.only((*_KEYS, "bad", "good"))
    language = table.choice("language", _LANGUAGES, "both")
    find = _read_find(table.table("find", required=True))
    message, hint = _short(table, "message"), _short(table, "hint", "")
    meta = RuleMeta(
        code=_read_code(table),
        name=_read_name(table),
        severity=Severity(table.choice("severity", SEVERITIES, "warning")),
        summary=message.replace("{match}", "..."),
        since="",
        criteria=_read_criteria(table),
        languages=_LANGUAGES[language],
        words=find.words,
        own_page="",
    )
    return UserRule(
        meta,
        find,
        _read_only_if(table.table("only-if")),
        message=message,
        hint=hint,
        confidence=Confidence(table.choice("confidence", CONFIDENCES, "probable")),
        page=_page(meta.summary, table.text("why", ""), hint, PurePath(file).name),
        file=file,
        examples=_read_examples(table),
    )


def _read_code(table: Table) -> str:
    code = table.text("code")
    if not CODE.fullmatch(code) or code.startswith(_OURS):
        table.fail("code", f"{code!r} is no code for a rule of yours", "take letters other than SF and 3 or 4 digits")
    return code


def _read_name(table: Table) -> str:
    name = table.text("name")
    if not _NAME.fullmatch(name):
        table.fail("name", f"{name[:60]!r} is no name", "small letters, digits and hyphens: what is complained about")
    return name


def _short(table: Table, key: str, default: str | None = None) -> str:
    text = table.text(key, default)
    if len(text) > _MAX_TEXT or "\n" in text:
        table.fail(key, f"must be one line of at most {_MAX_TEXT} characters")
    return text


def _read_criteria(table: Table) -> tuple[str, ...]:
    criteria = table.cited("criterion")
    for name in criteria:
        if name not in CRITERIA:
            table.fail("criterion", f"unknown criterion {name!r}", f"known: {', '.join(CRITERIA)}")
    return criteria


def _read_find(table: Table) -> Find:
    table.only(_FIND)
    kinds = [kind for kind in _KINDS if table.has(kind)]
    if len(kinds) != 1 or not table.texts(kinds[0]):
        table.fail("", f"must say one thing to look for: {', '.join(_KINDS)}")
    calls = tuple(name for pattern in table.texts("call") for name in _names(table, pattern))
    for key in ("in", "with-argument", "without-argument", "argument"):
        if table.has(key) and not calls:
            table.fail(key, "is for rules on calls")
    if table.has("text") and not table.has("file"):
        table.fail("text", "is for rules on files")
    for glob in table.texts("file"):
        check_glob(glob, table, "file")
    place = table.choice("in", _PLACES, "anywhere")
    return Find(
        dependencies=_packages(table, "dependency"),
        imports=table.names("import"),
        calls=NameIndex((name, True) for name in calls) if calls else None,
        files=table.texts("file"),
        handler=place == "handler",
        loop=place == "loop",
        coroutine=place == "coroutine",
        with_argument=table.names("with-argument"),
        without_argument=table.names("without-argument"),
        argument=_pattern(table, "argument"),
        text=_pattern(table, "text"),
        words=frozenset(last_word(name) for name in calls),
    )


def _packages(table: Table, key: str) -> frozenset[str]:
    """Give the packages as written and as PyPI knows them."""
    names = table.names(key)
    return names | {canonicalize_name(name) for name in names}


def _names(table: Table, pattern: str) -> tuple[str, ...]:
    """Spell out a pattern of a call; it must end in a name, by which files are picked out."""
    if len(pattern) > 200 or pattern.count("{") > 2 or pattern.count("**") > 1:
        table.fail("call", f"{pattern[:60]!r} is too long or has too many choices")
    names = tuple(expand(pattern))
    if not all(last_word(name) for name in names):
        table.fail("call", f"{pattern!r} must end in the name of what is called")
    return names


def _pattern(table: Table, key: str) -> LinearPattern | None:
    if not table.has(key):
        return None
    text = table.text(key)
    try:
        return LinearPattern(text)
    except RefusedError:
        hint = "no references, looks around or word boundaries, ^ only first and $ only last, 200 characters at most"
        table.fail(key, f"{text[:60]!r} cannot be matched in linear time", hint)


def _read_only_if(table: Table) -> OnlyIf:
    table.only(_ONLY_IF)
    for key in ("path", "no-path"):
        for glob in table.texts(key):
            check_glob(glob, table, key)
    return OnlyIf(
        dependency=_packages(table, "dependency"),
        no_dependency=_packages(table, "no-dependency"),
        technology=table.names("technology"),
        no_technology=table.names("no-technology"),
        workload=table.names("workload", WORKLOADS),
        path=table.texts("path"),
        no_path=table.texts("no-path"),
    )


def _read_examples(table: Table) -> tuple[Example, ...]:
    """Read the small repositories that show what the rule means; there must be one of each kind."""
    found = []
    for key in ("bad", "good"):
        examples = table.tables(key)
        if not examples:
            table.fail(key, "an example that must be reported and one that must not are needed", f"add [[rule.{key}]]")
        for item in examples:
            files = {path: item.text(path) for path in item.keys()}  # noqa: SIM118 - a Table is no dict
            if not files or any(_leads_away(path) for path in files):
                item.fail("", "must map relative paths to texts")
            found.append(Example(bad=key == "bad", files=files))
    return tuple(found)


def _leads_away(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return not path or path.startswith(("/", "~")) or ":" in path or ".." in parts or "" in parts or ".git" in parts


def _page(message: str, why: str, hint: str, file: str) -> str:
    parts = [message, f"## Why it matters\n\n{why}" if why else "", f"## What to do instead\n\n{hint}" if hint else ""]
    return "\n\n".join(part for part in (*parts, f"This rule stands in `{file}`, not in stackfit.") if part)
