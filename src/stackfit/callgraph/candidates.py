"""Which files can hold a blocking call, judged by the text index alone."""

from __future__ import annotations

from collections.abc import Iterable

from stackfit.catalogue.callables_model import Callables, LanguageCallables
from stackfit.model.facts import FileIndex

_AMBIENT = frozenset(("builtins", "Atomics"))
_BUILTINS = "builtins"
_ASYNC = "async"
# Everything imports it in the end; its protocols are subclassed directly.
_EVERYWHERE = frozenset(("asyncio",))


def wanted_words(callables: Callables) -> frozenset[str]:
    """List the identifiers the text pass has to look for so that `may_block` can decide."""
    builtins = (_bare(name) for name in callables.python.modules.get(_BUILTINS, ()))
    return callables.words.union({_ASYNC}, *builtins)


class Candidates:
    """Decides for the files of one language; built once, asked per file."""

    def __init__(self, callables: LanguageCallables) -> None:
        self._python = callables.python
        self._ambient: set[frozenset[str]] = set()
        self._known: dict[str, bool] = {}
        self._functions = callables.functions
        self._modules: dict[str, list[tuple[str, frozenset[frozenset[str]]]]] = {}
        for module, names in callables.modules.items():
            if module in _AMBIENT:
                self._ambient.update(_bare(name) if module == _BUILTINS else name for name in names)
            self._modules.setdefault(self._root(module), []).append((module, names))
        self._makers: dict[str, set[frozenset[str]]] = {}
        for module, words in callables.makers:
            self._makers.setdefault(self._root(module), set()).add(words)
        entries = (name for rule in callables.entries if not rule.coroutines for name in _names(rule))
        bases = {self._root(base) for rule in callables.entries if not rule.coroutines for base in rule.bases}
        self.base_modules = frozenset(bases - _EVERYWHERE)
        self._sync_entries = frozenset(self._root(name) for name in entries)

    def may_enter(self, index: FileIndex) -> bool:
        """Whether the file can hold an entry of the loop."""
        if not self._python or _ASYNC in index.words:
            return True
        return not {self._root(module) for module in index.modules}.isdisjoint(self._sync_entries)

    def may_block(self, index: FileIndex) -> bool:
        """Whether the file can hold a blocking call."""
        if index.path not in self._known:
            self._known[index.path] = self._find_blocking(index)
        return self._known[index.path]

    def _find_blocking(self, index: FileIndex) -> bool:
        if any(name <= index.words for name in self._ambient):
            return True
        return any(self._imports(module, index.words) for module in index.modules)

    def passed_on(self, index: FileIndex) -> dict[str, frozenset[str]]:
        """Give the modules with blocking functions that the file imports, which others may have from it."""
        return {module: self._functions[module] for module in index.modules if module in self._functions}

    def may_make(self, index: FileIndex) -> bool:
        """Whether the file can name an object that has blocking methods."""
        roots = {self._root(module) for module in index.modules}
        return any(words <= index.words for root in roots for words in self._makers.get(root, ()))

    def _imports(self, module: str, words: frozenset[str]) -> bool:
        for known, names in self._modules.get(self._root(module), ()):
            related = module == known or (self._python and (_inside(module, known) or _inside(known, module)))
            if related and any(name <= words for name in names):
                return True
        return False

    def _root(self, module: str) -> str:
        return module.partition(".")[0].partition("(")[0] if self._python else module


def _bare(name: frozenset[str]) -> frozenset[str]:
    """Ask for the use of a built-in name rather than for its mere word, which prose and attributes are full of."""
    return frozenset(f"{word}()" for word in name)


def _inside(module: str, package: str) -> bool:
    return module.startswith(package + ".")


def _names(rule: object) -> Iterable[str]:
    return (*getattr(rule, "registers"), *getattr(rule, "decorators"), *getattr(rule, "bases"))  # noqa: B009
