"""The settings of each component: those of the run, under those of the configuration nearest to it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from stackfit.config import Config, settle_components
from stackfit.discovery.tree import as_tree, list_tree
from stackfit.errors import ConfigError
from stackfit.model.component import Component
from stackfit.model.kinds import Role
from stackfit.model.report import OwnSettings
from stackfit.model.source import ReadError
from stackfit.pipeline.inputs import read_declared
from stackfit.pipeline.knowledge import check_settings, load_knowledge
from stackfit.pipeline.session import Session, open_session

_OWN = "stackfit.toml"
_MINDED = (Role.PRODUCTION, Role.TOOLING)  # tests and examples may hold any file


class Verified(Struct, frozen=True, kw_only=True):
    """How many rules a sound configuration runs, the files of components that hold, and what is of no use."""

    rules: int
    files: tuple[str, ...]
    errors: tuple[ReadError, ...]


def settle_session(session: Session, components: Sequence[Component]) -> Session:
    """Read the configuration files of components. Raises `ConfigError` on one that cannot be used, unless lenient."""
    try:
        settings = _settle(session, components)
    except ConfigError as problem:
        if not session.config.lenient:
            raise
        message = f"components are judged by the settings of the run: {problem}"
        return replace(session, errors=(ReadError(path=".", message=message),))
    return replace(session, settings=settings)


def _settle(session: Session, components: Sequence[Component]) -> Mapping[str, Config]:
    paths = session.files.paths  # a report is remembered by the files that are listed: no other may change it

    def read(path: str) -> bytes | None:
        return session.read(path) if path in paths else None

    settings = settle_components(session.config, [item.path for item in components], read)
    for config in settings.values():
        if config is not session.config:
            check_settings(session.knowledge.rules, config)
    return settings


def verify_settings(root: Path, config: Config, as_of: datetime.date) -> Verified:
    """Check the settings of a run and of every component, as a scan would. Raises `ConfigError` or `DataError`."""
    knowledge = load_knowledge(config)
    tree = as_tree(root)
    session = open_session(tree, list_tree(tree, config.exclude, config.base), config, as_of, knowledge)
    components = read_declared(tree.name, session).components
    session = settle_session(session, components)
    return Verified(
        rules=len(knowledge.rules),
        files=tuple(sorted({item.source for item in session.settings.values() if item is not config})),
        errors=(*knowledge.errors, *unheard_files(session, components)),
    )


def unheard_files(session: Session, components: Iterable[Component]) -> tuple[ReadError, ...]:
    """Name the configuration files that hold for no component: who wrote one expects it to."""
    if not session.config.nested:
        return ()
    heard = {f"{folder}/{_OWN}" for item in components for folder in _way_to(item.path)} | {_OWN}
    message = "is not used: no component is in this folder or below"
    return tuple(
        ReadError(path=file.path, message=message)
        for file in session.files.files
        if file.path.rpartition("/")[2] == _OWN and file.role in _MINDED and file.path not in heard
    )


def list_own_settings(session: Session) -> tuple[OwnSettings, ...]:
    """What the report must know of the settings that are not those of the run."""
    return tuple(
        OwnSettings(
            component=path,
            select=config.select,
            ignore=config.ignore,
            severity=config.severity,
            fail_on=config.fail_on,
            min_fit=config.min_fit,
            max_fit_drop=config.max_fit_drop,
        )
        for path, config in sorted(session.settings.items())
        if config is not session.config
    )


def _way_to(folder: str) -> Iterable[str]:
    while folder not in (".", ""):
        yield folder
        folder = folder.rpartition("/")[0]
