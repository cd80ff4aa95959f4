"""JavaScript that `tsconfig.json` has TypeScript compiled to, in another folder beside its source."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator

from stackfit.discovery.reading import folders_down_to
from stackfit.discovery.tree import Start

_CONFIG = re.compile(r"(?:^|/)tsconfig(?:\.[\w-]+)*\.json\Z")
_HEAD = 16_384
# So many folders are tried for the sources of one folder of output.
_MAX_SOURCES = 12
_COMMENT = re.compile(rb"^[ \t]*//.*$", re.MULTILINE)
_OPTION = re.compile(rb'"(outDir|rootDir)"\s*:\s*"([^"\n$]{1,200})"')
_SUFFIXES = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}


class CompiledFolders:
    """The folders that compilers write to, with those that hold the sources."""

    def __init__(self, paths: Collection[str], start: Start) -> None:
        self._paths = paths
        self._sources: dict[str, list[str]] = {}
        for path in sorted(path for path in paths if path.endswith(".json") and _CONFIG.search(path)):
            for output, source in _outputs(path, start):
                known = self._sources.setdefault(output, [])
                if source not in known and len(known) < _MAX_SOURCES:
                    known.append(source)

    def holds(self, path: str) -> bool:
        """Whether a JavaScript file is what a TypeScript file of the tree is compiled to."""
        stem, suffix = posixpath.splitext(path)
        for folder in folders_down_to(posixpath.dirname(path)) if self._sources else ():
            for source in self._sources.get(folder, ()):
                twin = posixpath.join(source, stem[len(folder) + 1 :])
                if any(twin + other in self._paths for other in _SUFFIXES.get(suffix, ())):
                    return True
        return False


def _outputs(path: str, start: Start) -> Iterator[tuple[str, str]]:
    """Yield where a configuration's output goes, with each folder that its sources may be relative to."""
    try:
        text = _COMMENT.sub(b"", start(path, _HEAD))
    except OSError:
        return
    options = {key: value.decode("utf-8", "replace") for key, value in _OPTION.findall(text)}
    folder, output = posixpath.dirname(path), options.get(b"outDir", "")
    if not output or output.startswith("/"):
        return
    where = posixpath.normpath(posixpath.join(folder, output))
    for source in dict.fromkeys((options.get(b"rootDir", "."), ".", "src")):
        root = posixpath.normpath(posixpath.join(folder, source))
        if where not in (root, ".") and not where.startswith(".."):
            yield where, "" if root == "." else root
