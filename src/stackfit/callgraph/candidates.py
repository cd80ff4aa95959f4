"""Which files can hold a blocking call, judged by the text index alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stackfit.catalogue.callables_model import Callables, LanguageCallables, Mention
from stackfit.model.code import CodeReader
from stackfit.model.facts import FileIndex

_BUILTINS = "builtins"
_ATOMICS = "Atomics"
_ASYNC = "async"
# Everything imports it in the end; its protocols are subclassed directly.
_EVERYWHERE = frozenset(("asyncio",))


def wanted_words(callables: Callables) -> frozenset[str]:
    """List the identifiers the text pass has to look for so that `may_block` can decide."""
    return callables.words | {_ASYNC} | _bare_uses(callables.python.modules.get(_BUILTINS, ()))


class Candidates:
    """Decides for the files of one language; built once, asked per file."""

    def __init__(self, callables: LanguageCallables) -> None:
        self._python = callables.python
        self._ambient = _bare_uses(callables.modules.get(_BUILTINS, ())).union(
            member for item in callables.modules.get(_ATOMICS, ()) for member in item.members
        )
        self._known: dict[str, bool] = {}
        self._functions = callables.functions
        self._modules: dict[str, list[tuple[str, tuple[Mention, ...]]]] = {}
        for module, mentions in callables.modules.items():
            self._modules.setdefault(self._root(module), []).append((module, mentions))
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

    def may_block(self, index: FileIndex, code: CodeReader) -> bool:
        """Whether the file can hold a blocking call."""
        if index.path not in self._known:
            self._known[index.path] = self._find_blocking(index, code)
        return self._known[index.path]

    def _find_blocking(self, index: FileIndex, code: CodeReader) -> bool:
        if not self._ambient.isdisjoint(index.words):
            return True
        mentions = dict.fromkeys(item for module in index.modules for item in self._mentioned(module, index.words))
        return any(not self._python or _stands_in(index, item, code) for item in mentions)

    def passed_on(self, index: FileIndex) -> dict[str, frozenset[str]]:
        """Give the modules with blocking functions that the file imports, which others may have from it."""
        return {module: self._functions[module] for module in index.modules if module in self._functions}

    def may_make(self, index: FileIndex) -> bool:
        """Whether the file can name an object that has blocking methods."""
        roots = {self._root(module) for module in index.modules}
        return any(words <= index.words for root in roots for words in self._makers.get(root, ()))

    def _mentioned(self, module: str, words: frozenset[str]) -> Iterator[Mention]:
        """Yield what blocks in an imported module, or inside or above it, and may be named by these words."""
        for known, mentions in self._modules.get(self._root(module), ()):
            if module == known or (self._python and (_inside(module, known) or _inside(known, module))):
                for item in mentions:
                    if not (item.members and item.members.isdisjoint(words)) and any(x <= words for x in item.makers):
                        yield item

    def _root(self, module: str) -> str:
        return module.partition(".")[0].partition("(")[0] if self._python else module


def _stands_in(index: FileIndex, mention: Mention, code: CodeReader) -> bool:
    """Whether a Python text takes a member from where it has to come from."""
    members = mention.members & index.words
    if mention.path:
        return any(code.uses_function(index.path, mention.path, member) for member in members)
    return not mention.taken or any(code.takes_member(index.path, member) for member in members)


def _bare_uses(mentions: Iterable[Mention]) -> frozenset[str]:
    """Ask for the use of a built-in name rather than for its mere word, which prose and attributes are full of."""
    names = (item.members if item.path else word for item in mentions for word in item.makers)
    return frozenset(f"{name}()" for found in names for name in found)


def _inside(module: str, package: str) -> bool:
    return module.startswith(package + ".")


def _names(rule: object) -> Iterable[str]:
    return (*getattr(rule, "registers"), *getattr(rule, "decorators"), *getattr(rule, "bases"))  # noqa: B009
