"""Version catalogs of a workspace: `"react": "catalog:"` in package.json, the range in a file further up."""

from __future__ import annotations

from collections.abc import Iterator

from stackfit.syntax import Document, decode, read_json, read_yaml
from stackfit.syntax.paths import Load, folder_of, upwards

_PREFIX = "catalog:"


class Catalogs:
    """The catalogs around one package.json, read when the first is asked for."""

    def __init__(self, path: str, load: Load) -> None:
        self._path = path
        self._load = load
        self._documents: list[tuple[Document, tuple[str, ...]]] | None = None

    def version(self, name: str, wanted: str) -> str:
        """Give the range that a reference stands for; anything else, or a reference to nothing, stays as written."""
        if not wanted.startswith(_PREFIX):
            return wanted
        catalog = wanted[len(_PREFIX) :].strip()
        if self._documents is None:
            self._documents = list(self._read())
        places = [("catalogs", catalog)] if catalog not in ("", "default") else [("catalog",), ("catalogs", "default")]
        for document, base in self._documents:
            for place in places:
                found = document.text(*base, *place, name)
                if found:
                    return found
        return wanted

    def _read(self) -> Iterator[tuple[Document, tuple[str, ...]]]:
        """Settings of pnpm and Yarn hold catalogs, Bun keeps them in package.json itself or below `workspaces`."""
        for folder in upwards(folder_of(self._path)):
            prefix = "" if folder == "." else f"{folder}/"
            for name in ("pnpm-workspace.yaml", ".yarnrc.yml"):
                data = self._load(prefix + name)
                if data is not None:
                    yield read_yaml(decode(data)), ()
            data = self._load(prefix + "package.json")
            document = read_json(decode(data)) if data is not None and b'"catalog' in data else None
            if document:
                yield document, ()
                yield document, ("workspaces",)
