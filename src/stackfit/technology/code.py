"""Technologies seen in code: candidates from the text index, each cited place confirmed by a parse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from stackfit.catalogue.technologies import Catalogue, Technology
from stackfit.model.code import CodeReader
from stackfit.model.component import Component
from stackfit.model.evidence import Evidence
from stackfit.model.facts import FileFacts, Import
from stackfit.model.kinds import Ecosystem, EvidenceSource
from stackfit.model.source import Location, SourceFile
from stackfit.technology.own import is_own, own_python_modules, script_folder_modules

# How many places of use are cited per technology; further candidates are counted, not parsed.
MAX_PLACES = 3
GUARDED_STRENGTH = 0.5


class CodeUse(Struct):
    """Where a technology is used: confirmed evidence, and how many files are candidates."""

    evidence: list[Evidence] = field(default_factory=list)
    candidates: list[SourceFile] = field(default_factory=list)


def code_uses(component: Component, code: CodeReader, catalogue: Catalogue) -> dict[str, CodeUse]:
    """Technology id -> its use in the component's production code (in all its code when there is no other)."""
    files = component.code
    uses: dict[str, CodeUse] = defaultdict(CodeUse)
    for entry_id, candidates in _import_candidates(component, files, code, catalogue).items():
        confirmed = list(_confirm(catalogue.by_id[entry_id], candidates, code, catalogue))
        if confirmed:
            uses[entry_id] = CodeUse(evidence=confirmed, candidates=candidates)
    for entry_id, candidates in _call_candidates(files, code, catalogue).items():
        confirmed = list(_confirm_calls(catalogue.by_id[entry_id], candidates, code))
        if confirmed:
            use = uses[entry_id]
            use.evidence.extend(confirmed)
            use.candidates = sorted({*use.candidates, *candidates}, key=lambda file: file.path)
    return uses


def _import_candidates(
    component: Component, files: Iterable[SourceFile], code: CodeReader, catalogue: Catalogue
) -> dict[str, list[SourceFile]]:
    """Technology id -> files whose import-like lines name one of its modules."""
    python = component.ecosystem is Ecosystem.PYPI
    own = own_python_modules(component) if python else frozenset()
    beside = script_folder_modules(component) if python else {}
    declared = _declared(component, catalogue)
    known: dict[str, tuple[Technology, ...]] = {}
    found: dict[str, list[SourceFile]] = defaultdict(list)
    for file in files:
        index = code.index(file.path)
        if index is None:
            continue
        ids: set[str] = set()
        for module in index.modules:
            if module not in known:
                known[module] = tuple(
                    entry
                    for entry in catalogue.maybe_for_module(module, python=python)
                    if not (entry.needs_dependency and component.dependencies) or entry.id in declared
                )
            if known[module] and not (python and is_own(module, file, own, beside)):
                ids.update(entry.id for entry in known[module])
        for entry_id in ids:
            found[entry_id].append(file)
    return found


def _declared(component: Component, catalogue: Catalogue) -> frozenset[str]:
    """The technologies among the component's dependencies; modules with a common name count only beside those."""
    return frozenset(
        entry.id
        for dependency in component.dependencies
        for entry in catalogue.for_package(dependency.ecosystem, dependency.name)
    )


def _confirm(
    entry: Technology, candidates: Iterable[SourceFile], code: CodeReader, catalogue: Catalogue
) -> Iterator[Evidence]:
    """Confirm up to MAX_PLACES imports of a technology, one per file."""
    places = 0
    for file in candidates:
        evidence = _first_import(entry, file, code.imports(file.path), catalogue)
        if evidence:
            yield evidence
            places += 1
            if places == MAX_PLACES:
                return


def _first_import(
    entry: Technology, file: SourceFile, imports: Iterable[Import], catalogue: Catalogue
) -> Evidence | None:
    """The file's first import of a technology that runs."""
    python = file.language is not None and file.language.is_python
    for item in imports:
        if item.typing_only or entry not in catalogue.for_import(item.module, item.name, python=python):
            continue
        return Evidence(
            source=EvidenceSource.IMPORT,
            role=file.role,
            location=Location(path=file.path, line=item.line, column=item.column),
            what=f"imports {item.module}"
            + (f" ({entry.name})" if entry.name.lower() not in item.module.lower() else ""),
            strength=GUARDED_STRENGTH if item.guarded else 1.0,
            technology=entry.id,
        )
    return None


def _call_candidates(
    files: Iterable[SourceFile], code: CodeReader, catalogue: Catalogue
) -> dict[str, list[SourceFile]]:
    """Technology id -> files that hold the last word of one of its call names and import the module before it."""
    wanted: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry in catalogue.technologies:
        for name in entry.calls:
            wanted[name.rpartition(".")[2]].append((entry.id, _module_of(name)))
    found: dict[str, list[SourceFile]] = defaultdict(list)
    for file in files:
        index = code.index(file.path)
        words = wanted.keys() & index.words if index else ()
        if index is None or not words:
            continue
        heads: Mapping[str, None] = dict.fromkeys(head for module in index.modules for head in _heads(module))
        for entry_id, module in (pair for word in words for pair in wanted[word]):
            if (not module or module in heads) and file not in found[entry_id][-1:]:
                found[entry_id].append(file)
    return {entry_id: candidates for entry_id, candidates in found.items() if candidates}


def _module_of(name: str) -> str:
    """The module a call name must be imported from; "" for globals, which need no import."""
    head = name.partition(".")[0].removesuffix("()")
    return "" if head in ("globalThis", "builtins") else head


def _heads(module: str) -> Iterator[str]:
    """The names an imported module may begin with in a qualified name: "a.b" gives a and a.b, "x/y" gives x and x/y."""
    yield module
    yield module.partition(".")[0]
    yield module.partition("/")[0]
    yield module.removeprefix("node:")


def _confirm_calls(entry: Technology, candidates: Iterable[SourceFile], code: CodeReader) -> Iterator[Evidence]:
    """Confirm up to MAX_PLACES calls, one per file."""
    names = frozenset(entry.calls)
    places = 0
    for file in candidates:
        facts = code.facts(file.path)
        shown = _first_call(names, facts) if facts else None
        if shown is None:
            continue
        line, column, what = shown
        yield Evidence(
            source=EvidenceSource.CALL,
            role=file.role,
            location=Location(path=file.path, line=line, column=column),
            what=what,
            technology=entry.id,
        )
        places += 1
        if places == MAX_PLACES:
            return


def _first_call(names: frozenset[str], facts: FileFacts) -> tuple[int, int, str] | None:
    """Line, column and text of the first call of one of the names, or of the first class derived from one."""
    for call in facts.calls:
        if call.resolved in names:
            return call.line, call.column, f"calls {call.callee}()"
    for item in facts.classes:
        base = next((base for base in item.bases if base in names), None)
        if base:
            return item.line, 1, f"{item.name} extends {base}"
    return None
