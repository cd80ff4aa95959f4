"""One file's members by name: what other files can ask it for."""

from __future__ import annotations

from collections.abc import Iterator

from stackfit.model.facts import Export, FileFacts, Import


class FileMembers:
    """Functions, classes, bound names, imports and exports of a file.

    `objects` are names that others hang from: those of object literals and namespaces. `stars` are modules whose every
    member this one has as well.
    """

    def __init__(self, facts: FileFacts) -> None:
        self.facts = facts
        self.python = facts.language.is_python
        self.functions: dict[str, int] = {}
        self.objects: set[str] = set()
        self.classes = {item.qualname: index for index, item in enumerate(facts.classes)}
        self.imports: dict[str, Import] = {item.alias: item for item in facts.imports if item.alias}
        self.exports: dict[str, list[Export]] = {}
        for export in facts.exports:
            if export.name != "*":
                self.exports.setdefault(export.name, []).append(export)
        passed_on = facts.imports if self.python else facts.exports
        self.stars = tuple(item.module for item in passed_on if item.name == "*")
        self._bound: dict[str, list[str]] = {}
        self._attributes: dict[tuple[int, str], list[str]] = {}
        self._specifiers: list[str] | None = None
        self._add_functions()
        self._add_bindings()

    def _add_functions(self) -> None:
        local = {export.local for export in self.facts.exports}
        for index, function in enumerate(self.facts.functions):
            known = function.name or function.qualname in local
            if known and function.parent < 0 and not any(_sets(item.resolved) for item in function.decorators):
                self.functions[function.qualname] = index
                if function.owner < 0:
                    self.objects.update(_prefixes(function.qualname))

    def _add_bindings(self) -> None:
        for binding in self.facts.bindings:
            if not binding.value:
                continue
            if binding.owner >= 0:
                name = binding.target.rpartition(".")[2]
                self._attributes.setdefault((binding.owner, name), []).append(binding.value)
            elif binding.function < 0:
                self._bound.setdefault(binding.target, []).append(binding.value)

    def exchanges(self, qualname: str) -> bool:
        """Whether a class gives its objects members under names that are only known at run time."""
        own = f"<local>.{qualname}()"
        calls = (call for call in self.facts.calls if call.callee == "setattr" and len(call.args) > 1)
        return any(call.args[0].value == own and call.args[1].kind != "string" for call in calls)

    def bases(self, qualname: str) -> tuple[str, ...]:
        """Give the resolved names of the bases of a class."""
        index = self.classes.get(qualname)
        return self.facts.classes[index].bases if index is not None else ()

    def bound(self, name: str) -> list[str]:
        """Give the values bound to a name at module level, the last one first."""
        return self._bound.get(name, [])[::-1]

    def attribute(self, qualname: str, name: str) -> list[str]:
        """Give the values that the methods or the body of a class bind to an attribute, the last one first."""
        return self._attributes.get((self.classes.get(qualname, -1), name), [])[::-1]

    def specifier(self, name: str) -> str:
        """Give the module specifier that a resolved name begins with, "" if none does."""
        if self._specifiers is None:
            found = {item.module for item in self.facts.imports} | {item.module for item in self.facts.exports}
            self._specifiers = sorted(found - {""}, key=lambda item: (-len(item), item))
        for module in self._specifiers:
            if name.startswith(module) and name[len(module) : len(module) + 1] in ("", ".", "(", "["):
                return module
        return ""


def _sets(resolved: str) -> bool:
    return resolved.endswith((".setter", ".deleter"))


def _prefixes(qualname: str) -> Iterator[str]:
    """Yield the names that a dotted name hangs from."""
    while "." in qualname:
        qualname = qualname.rpartition(".")[0]
        yield qualname
