"""Runs the examples of the user's own rules: each is a small repository that is written down and scanned."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Sequence
from pathlib import Path

from stackfit.catalogue.user_rules import load_extensions
from stackfit.config import Config
from stackfit.errors import UsageError
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence
from stackfit.pipeline import scan
from stackfit.rules.user import Example, UserRule, read_user_rules

AS_OF = datetime.date(2026, 1, 1)


def test_rules(paths: Sequence[str]) -> tuple[list[str], int]:
    """Check every example of every rule; give lines that tell the outcome, and the number of failures.

    Raises `StackfitError` on a file that cannot be used at all. Technologies are checked when they are read.
    """
    extensions = load_extensions(paths)
    lines, failed = [], 0
    for rule in read_user_rules(extensions):
        problems = [problem for example in rule.examples if (problem := _try(rule, example, paths))]
        count = len(rule.examples)
        lines += [f"{rule.meta.code} {problem}" for problem in problems]
        lines += [] if problems else [f"{rule.meta.code} {rule.meta.name}: {count} examples hold"]
        failed += len(problems)
    added = sum(len(item.technologies) + len(item.deprecated) + len(item.callables) for item in extensions)
    lines += ["no rules, but everything can be read"] if not lines and added else []
    return lines, failed


test_rules.__test__ = False  # type: ignore[attr-defined]  # the name is no request to pytest


def _try(rule: UserRule, example: Example, paths: Sequence[str]) -> str:
    """Say how an example does not hold, "" where it does."""
    found = _scan(rule, example, paths)
    if example.bad and not found:
        return f"does not report its bad example ({_named(example)})"
    if not example.bad and found:
        place = found[0].location
        return f"reports its good example at {place.path}:{place.line}"
    return ""


def _scan(rule: UserRule, example: Example, paths: Sequence[str]) -> list[Finding]:
    """Scan an example in a folder of its own."""
    config = Config(
        select=(rule.meta.code,), min_confidence=Confidence.POSSIBLE, extend_rules=tuple(map(str, map(Path, paths)))
    )
    with tempfile.TemporaryDirectory(prefix="stackfit-") as place:
        root = Path(place)
        for path, text in example.files.items():
            target = root / path
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8", newline="\n")
            except (OSError, ValueError) as problem:
                raise UsageError(f"cannot be written: {problem}", where=f"{rule.file}: {path}") from problem
        return list(scan(root, config, AS_OF).findings)


def _named(example: Example) -> str:
    return ", ".join(sorted(example.files))
