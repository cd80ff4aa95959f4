"""What a component declares, what its lockfiles resolve that to, and which of it production code imports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from stackfit.catalogue.lifecycles import Version
from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import FileFacts
from stackfit.model.finding import Related
from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.manifest import Dependency, Locked
from stackfit.model.source import Location
from stackfit.rules.base import NODE, PYTHON, Context
from stackfit.rules.ranges import bound, just_after

DEVELOPMENT = (DependencyKind.DEV, DependencyKind.BUILD)
_OLD_PYTHON = ("python_version", "python_full_version")


class Use(NamedTuple):
    """Where production code imports a package: in how many files, and one of the places."""

    files: int
    first: Location

    @property
    def words(self) -> str:
        """The use in words: "3 files import it"."""
        return "1 file imports it" if self.files == 1 else f"{self.files} files import it"

    @property
    def related(self) -> tuple[Related, ...]:
        """The place, for a finding that stands elsewhere."""
        return (Related(location=self.first, what="imported here"),)


class Packages:
    """Answers questions about the packages of one component; reads code only when asked."""

    def __init__(self, component: ProfiledComponent, context: Context) -> None:
        self._component = component
        self._context = context
        self.python = component.component.ecosystem is Ecosystem.PYPI

    def declared(self) -> Iterator[Dependency]:
        """Yield each package that the component's own registry gives it once, the first declaration that counts most.

        What only an older interpreter needs is left out, what comes from elsewhere (a fork under the same name), and
        what stands in lockfiles only.
        """
        ecosystem = self._component.component.ecosystem
        locks = {item.path for item in self._component.component.manifests if item.locked}
        chosen: dict[str, Dependency] = {}
        for item in self._component.component.dependencies:
            if item.ecosystem is not ecosystem or item.location.path in locks or _is_another(item):
                continue
            known = chosen.get(item.name)
            if known is None or (known.kind in DEVELOPMENT and item.kind not in DEVELOPMENT):
                chosen[item.name] = item
        yield from chosen.values()

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all declared packages."""
        return frozenset(item.name for item in self.declared())

    def locked(self, dependency: Dependency) -> tuple[Locked, ...]:
        """What a dependency resolves to: by its own range, else the direct packages, else the only version there is."""
        found = self._locked.get(dependency.name, [])
        exact = [item for item in found if dependency.specifier and dependency.specifier in item.requested]
        likely = exact or [item for item in found if item.direct] or found
        return tuple(likely) if len({item.version for item in likely}) == 1 else ()

    def newest(self, dependency: Dependency) -> Version | None:
        """Give what all versions that may be installed lie below; None where there is no telling."""
        locked = self.locked(dependency)
        return just_after(locked[0].version) if locked else bound(dependency.specifier, dependency.ecosystem)

    def version(self, dependency: Dependency) -> str:
        """Give the installed version, else the declared range, for a message."""
        locked = self.locked(dependency)
        return locked[0].version if locked else dependency.specifier.lstrip("= ")

    def use(self, modules: Iterable[str]) -> Use | None:
        """Find the production code that imports one of some modules at run time, whether it is there or not."""
        wanted = tuple(modules)
        files = sorted({path for module in wanted for path in self._importers.get(module, ())})
        for path in files:
            facts = self._context.facts(path)
            line = self._line(facts, wanted) if facts is not None else 0
            if line:
                return Use(files=len(files), first=Location(path=path, line=line))
        return None

    def tries(self, modules: Iterable[str]) -> bool:
        """Whether production code works with one of some modules where it is installed, and without it elsewhere."""
        wanted = frozenset(modules)
        for path in sorted({path for module in wanted for path in self._importers.get(module, ())}):
            facts = self._context.facts(path)
            guarded = (item for item in facts.imports if item.guarded) if facts is not None else ()
            if any(not self._heads(item.module).isdisjoint(wanted) for item in guarded):
                return True
        return False

    def calls(self, modules: Iterable[str], names: Collection[str]) -> bool:
        """Whether some file that imports one of the modules calls, or derives from, one of these names."""
        for path in sorted({path for module in modules for path in self._importers.get(module, ())}):
            facts = self._context.facts(path)
            if facts is not None and any(call.resolved in names for call in facts.calls):
                return True
        return False

    def _line(self, facts: FileFacts, wanted: Collection[str]) -> int:
        for item in facts.imports:
            name = f"{item.module}.{item.name}" if self.python and item.name else item.module
            if not (item.typing_only or item.guarded or self._heads(name).isdisjoint(wanted)):
                return item.line
        return 0

    def _heads(self, module: str) -> frozenset[str]:
        """Give the names that an imported module may be known by."""
        if self.python:
            parts = module.split(".")
            return frozenset(".".join(parts[: n + 1]) for n in range(len(parts)))
        scope, _, rest = module.partition("/")
        return frozenset((module, f"{scope}/{rest.partition('/')[0]}" if scope.startswith("@") else scope))

    @cached_property
    def _importers(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for file in self._context.files(self._component, languages=PYTHON if self.python else NODE):
            index = self._context.index(file.path)
            for module in index.modules if index is not None else ():
                for head in self._heads(module):
                    found[head].add(file.path)
        return found

    @cached_property
    def _locked(self) -> dict[str, list[Locked]]:
        names, found = self.names, defaultdict(list)
        for manifest in self._component.component.manifests:
            for item in manifest.locked:
                if item.name in names and item.ecosystem is self._component.component.ecosystem:
                    found[item.name].append(item)
        return found


def _is_another(dependency: Dependency) -> bool:
    """Whether a dependency is not, or not always, the registry's package of that name."""
    elsewhere = dependency.specifier.startswith("@") or any(mark in dependency.specifier for mark in ":/")
    return elsewhere or any(word in dependency.marker for word in _OLD_PYTHON)
