"""Rules in Python from the environment that stackfit runs in (entry points `stackfit.rules`).

Never from the scanned repository: while packages are looked up and imported, only the folders of the installation
count.
"""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from stackfit.config import CODE
from stackfit.model.source import ReadError
from stackfit.model.vocabulary import CRITERIA
from stackfit.rules.base import Rule, RuleMeta

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "stackfit.rules"


def load_plugins(folders: Iterable[str] | None = None) -> tuple[tuple[Rule, ...], tuple[ReadError, ...]]:
    """Load every rule that installed packages offer; one that cannot be loaded is told, and the rest are used."""
    found: dict[str, Rule] = {}
    errors: list[ReadError] = []
    places = list(installed_folders() if folders is None else folders)
    points = {(point.name, point.value): point for point in _entry_points(places)}
    for point in (points[key] for key in sorted(points)):
        try:
            with _importing_from(places):
                rule = _make_rule(point.load())
        except (Exception, SystemExit) as problem:  # a broken plug-in must not take the others with it
            errors.append(_told(point.name, f"{type(problem).__name__}: {problem}"))
            continue
        if rule.meta.code in found:
            errors.append(_told(point.name, f"there is a rule {rule.meta.code} already"))
        else:
            found[rule.meta.code] = rule
    return tuple(found.values()), tuple(errors)


def installed_folders() -> tuple[str, ...]:
    """List the folders that packages are installed into; the current folder is none of them."""
    paths = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages()]
    if site.ENABLE_USER_SITE:
        paths.append(site.getusersitepackages())
    return tuple(dict.fromkeys(path for path in paths if path))


def _entry_points(folders: list[str]) -> Iterator[EntryPoint]:
    if not any(map(_offers_rules, folders)):
        return
    from importlib.metadata import distributions  # takes longer to load than to see that there is nothing to load

    for distribution in distributions(path=folders):
        yield from (point for point in distribution.entry_points if point.group == GROUP)


def _offers_rules(folder: str) -> bool:
    """Whether some distribution in a folder may have rules; whatever is not plainly installed may."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - a path object for each of many names costs more than the listing
    except OSError:
        return False
    return any(
        name.endswith(".egg") or (name.endswith((".dist-info", ".egg-info")) and _may_offer(f"{folder}/{name}"))
        for name in names
    )


def _may_offer(distribution: str) -> bool:
    try:
        with open(f"{distribution}/entry_points.txt", "rb") as file:  # noqa: PTH123 - as above
            return GROUP.encode() in file.read()
    except OSError:
        return False


@contextmanager
def _importing_from(folders: list[str]) -> Iterator[None]:
    """Import from the standard library and the installation only, not from the current folder."""
    before = sys.path[:]
    standard = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}
    here = Path.cwd().resolve()
    kept = [path for path in before if path in standard or path in folders or not _is_here(path, here)]
    sys.path[:] = [*kept, *(path for path in folders if path not in kept)]
    try:
        yield
    finally:
        sys.path[:] = before


def _is_here(path: str, here: Path) -> bool:
    """Whether a folder of the search path is the current one, or lies in it."""
    return not path or Path(path).resolve().is_relative_to(here)


def _make_rule(offered: object) -> Rule:
    """Give the rule that an entry point leads to: a class or an object. Raises `TypeError`."""
    rule = offered() if isinstance(offered, type) else offered
    meta = getattr(rule, "meta", None)
    if not isinstance(meta, RuleMeta) or not callable(getattr(rule, "check", None)):
        raise TypeError("is no rule: it needs `meta` (a RuleMeta) and `check(context)`")
    if not CODE.fullmatch(meta.code) or meta.code.startswith("SF"):
        raise TypeError(f"{meta.code!r} is no code for a plug-in: take letters other than SF and 3 or 4 digits")
    if not set(meta.criteria) <= set(CRITERIA):
        raise TypeError(f"unknown criteria: {', '.join(sorted(set(meta.criteria) - set(CRITERIA)))}")
    return rule  # type: ignore[return-value]  # checked above


def _told(name: str, problem: str) -> ReadError:
    return ReadError(path=".", message=f"plug-in {name} cannot be used: {problem}")
