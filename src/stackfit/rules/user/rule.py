"""A rule that is data: looks for what its file says and reports its message."""

from __future__ import annotations

from collections.abc import Iterator

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Role
from stackfit.model.source import Location, ReadError, split_lines
from stackfit.rules.base import Context, RuleMeta
from stackfit.rules.places import Places, symbol
from stackfit.rules.user.conditions import Example, Find, OnlyIf

__all__ = ["Example", "UserRule"]

_MAX_LINES = 20
"""How many lines of one file a rule names."""


class UserRule:
    """A rule out of a TOML file; `page` is what `stackfit explain` prints, `file` where it stands."""

    def __init__(
        self,
        meta: RuleMeta,
        find: Find,
        only_if: OnlyIf,
        *,
        message: str,
        hint: str,
        confidence: Confidence,
        page: str,
        file: str,
        examples: tuple[Example, ...],
    ) -> None:
        from pathspec import GitIgnoreSpec

        self.meta = meta
        self.page = page
        self.file = file
        self.examples = examples
        self._find, self._only_if = find, only_if
        self._message, self._hint, self._confidence = message, hint, confidence
        self._paths = GitIgnoreSpec.from_lines(only_if.path)
        self._no_paths = GitIgnoreSpec.from_lines(only_if.no_path)
        self._files = GitIgnoreSpec.from_lines(find.files)

    def check(self, context: Context) -> Iterator[Finding | ReadError]:
        """Look at each component that meets the conditions."""
        for component in context.components:
            if component.component.role is not Role.PRODUCTION or not self._holds(component):
                continue
            for place, match, where in self._places(component, context):
                if self._is_allowed(place.path):
                    yield self._report(component, place, match, where)

    def _holds(self, component: ProfiledComponent) -> bool:
        """Whether the component has what `only-if` asks for."""
        asked, names = self._only_if, {item.name for item in component.component.dependencies}
        technologies, workloads = component.technology_ids, component.workload_ids
        return (
            (not asked.dependency or not asked.dependency.isdisjoint(names))
            and asked.no_dependency.isdisjoint(names)
            and (not asked.technology or not asked.technology.isdisjoint(technologies))
            and asked.no_technology.isdisjoint(technologies)
            and (not asked.workload or not asked.workload.isdisjoint(workloads))
        )

    def _is_allowed(self, path: str) -> bool:
        inside = not self._only_if.path or self._paths.match_file(path)
        return inside and not self._no_paths.match_file(path)

    def _report(self, component: ProfiledComponent, place: Location, match: str, where: str) -> Finding:
        return self.meta.finding(
            place,
            self._message.replace("{match}", match),
            confidence=self._confidence,
            component=component.component.path,
            hint=self._hint,
            symbol=where,
        )

    def _places(self, component: ProfiledComponent, context: Context) -> Iterator[tuple[Location, str, str]]:
        """Yield where something is found, what, and in which function."""
        if self._find.dependencies:
            yield from self._dependencies(component)
        elif self._find.imports:
            yield from self._imports(component, context)
        elif self._find.calls is not None:
            yield from self._calls(component, context)
        else:
            yield from self._lines(component, context)

    def _dependencies(self, component: ProfiledComponent) -> Iterator[tuple[Location, str, str]]:
        locks = {item.path for item in component.component.manifests if item.locked}
        for item in component.component.dependencies:
            if item.name in self._find.dependencies and item.location.path not in locks:
                yield item.location, item.name, item.name

    def _imports(self, component: ProfiledComponent, context: Context) -> Iterator[tuple[Location, str, str]]:
        for file in context.files(component, languages=self.meta.languages):
            index = context.index(file.path)
            if index is None or not any(self._known(module) or self._holds_one(module) for module in index.modules):
                continue
            facts = context.facts(file.path)
            for item in facts.imports if facts is not None else ():
                member = f"{item.module}.{item.name}" if item.name not in (None, "*") else item.module
                match = self._known(item.module) or (member if member in self._find.imports else "")
                if match and not item.typing_only:
                    yield Location(path=file.path, line=item.line, column=item.column), match, ""

    def _holds_one(self, module: str) -> bool:
        """Whether a module may hold one of the imports as a member."""
        return any(name.startswith(f"{module}.") for name in self._find.imports)

    def _known(self, module: str) -> str:
        """Give the import that a module is, or lies below, "" if it is none."""
        for name in self._find.imports:
            if module == name or module.startswith((f"{name}.", f"{name}/")):
                return name
        return ""

    def _calls(self, component: ProfiledComponent, context: Context) -> Iterator[tuple[Location, str, str]]:
        places = context.once(Places, component) if self._find.handler else None
        for facts in context.candidates(component, self.meta):
            normal = context.callables.of(facts.language).normal
            for call in facts.calls:
                names = self._find.calls
                known = names is not None and (call.resolved in names or normal(call.resolved) in names)
                if not known or not self._fits(facts, call):
                    continue
                if places is None or places.handler(facts, call.function):
                    place = Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line)
                    yield place, call.callee, symbol(facts, call)

    def _fits(self, facts: FileFacts, call: Call) -> bool:
        """Whether a call stands where it must and has the arguments it must."""
        find = self._find
        given = {arg.keyword for arg in call.args if arg.keyword}
        given |= {key for arg in call.args if arg.kind == "object" for key in arg.value.split(",")}
        texts = (arg.value for arg in call.args if arg.kind in ("string", "template"))
        coroutine = call.function >= 0 and facts.functions[call.function].is_async
        return (
            find.with_argument <= given
            and find.without_argument.isdisjoint(given)
            and (not find.loop or call.in_loop)
            and (not find.coroutine or coroutine)
            and (find.argument is None or any(find.argument.search(text) for text in texts))
        )

    def _lines(self, component: ProfiledComponent, context: Context) -> Iterator[tuple[Location, str, str]]:
        """Yield the files, or their lines that hold the text, which no other component owns more closely."""
        nested = [item.component.path for item in context.components if item.component.path != component.component.path]
        for path in sorted(context.paths):
            own = component.component
            closer = any(own.owns(other) and path.startswith(f"{other}/") for other in nested)
            if closer or not own.owns(path) or not self._files.match_file(path):
                continue
            if self._find.text is None:
                yield Location(path=path), path, ""
                continue
            lines = enumerate(split_lines(context.text(path) or ""), 1)
            found = [number for number, line in lines if self._find.text.search(line)][:_MAX_LINES]
            yield from ((Location(path=path, line=number), path, "") for number in found)
