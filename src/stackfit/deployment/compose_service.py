"""One compose service as its files say together: its own settings upon those it extends."""

from __future__ import annotations

import re

from msgspec import Struct

from stackfit.deployment.shell import expand
from stackfit.model.source import Location
from stackfit.syntax import Document, decode, read_yaml
from stackfit.syntax.paths import Load, folder_of, join

_MAX_DEPTH = 8
_MAX_VARIABLES = 2_000
_VARIABLE_LINE = re.compile(r"(?:export\s+)?([A-Za-z_]\w*)=(.*)")


class Layer(Struct, frozen=True):
    """Where a service is written: file, document and the keys down to it."""

    path: str
    document: Document
    base: tuple[str, ...]


class Service(Struct, frozen=True):
    """A service by its layers, the nearest first; each accessor answers from the first layer that has the setting."""

    name: str
    layers: tuple[Layer, ...]

    def _layer(self, keys: tuple[str, ...]) -> Layer:
        found = (one for one in self.layers if one.document.get(*one.base, *keys) is not None)
        return next(found, self.layers[0])

    def get(self, *keys: str) -> object:
        """Give the value of a setting."""
        layer = self._layer(keys)
        return layer.document.get(*layer.base, *keys)

    def text(self, *keys: str) -> str:
        """Give a setting that is a string, else an empty one."""
        value = self.get(*keys)
        return value if isinstance(value, str) else ""

    def location(self, *keys: str) -> Location:
        """Give where a setting stands."""
        layer = self._layer(keys)
        return Location(path=layer.path, line=layer.document.line(*layer.base, *keys))

    def folder(self, *keys: str) -> str:
        """Give the folder that relative paths of a setting start from."""
        return folder_of(self._layer(keys).path)

    def words(self, *keys: str) -> list[str]:
        """Give the strings of a list, or a string as a list of one."""
        value = self.get(*keys)
        items = value if isinstance(value, list) else [value]
        return [item for item in items if isinstance(item, str)]

    def variables(self, load: Load) -> dict[str, str]:
        """Give the environment: files first, then what is written, the extending service last."""
        found: dict[str, str] = {}
        for layer in reversed(self.layers):
            for name in _env_files(layer):
                found.update(read_env(join(folder_of(layer.path), name), load))
        for layer in reversed(self.layers):
            table = layer.document.table(*layer.base, "environment")
            found.update({key: value for key, value in table.items() if isinstance(value, str)})
            for text, _ in layer.document.strings(*layer.base, "environment"):
                name, equals, value = text.partition("=")
                found.update({name: value} if equals else {})
        return {name: expand(value, {}) for name, value in found.items()}


def resolve(layer: Layer, load: Load) -> Service:
    """Follow `extends` through this file and others, as far as it goes without coming back."""
    layers: list[Layer] = [layer]
    while len(layers) < _MAX_DEPTH:
        base = _extended(layers[-1], load)
        if base is None or any((base.path, base.base) == (one.path, one.base) for one in layers):
            break
        layers.append(base)
    return Service(layer.base[-1], tuple(layers))


def _extended(layer: Layer, load: Load) -> Layer | None:
    where = (*layer.base, "extends")
    name = layer.document.text(*where) or layer.document.text(*where, "service")
    file = layer.document.text(*where, "file")
    path, document = layer.path, layer.document
    if file:
        path = join(folder_of(layer.path), file) or ""
        data = load(path) if path else None
        document = read_yaml(decode(data)) if data is not None else Document()
    for base in (("services", name), (name,)):
        if name and document.table(*base):
            return Layer(path, document, base)
    return None


def _env_files(layer: Layer) -> list[str]:
    where = (*layer.base, "env_file")
    one = layer.document.text(*where)
    listed = [item.get("path") if isinstance(item, dict) else item for item in layer.document.array(*where)]
    return [name for name in (one, *listed) if isinstance(name, str) and name]


def read_env(path: str | None, load: Load) -> dict[str, str]:
    """Give the variables that an environment file sets, none where there is no such file."""
    data = load(path) if path else None
    lines = decode(data).split("\n")[:_MAX_VARIABLES] if data is not None else []
    matches = (_VARIABLE_LINE.match(line.strip()) for line in lines)
    return {match.group(1): match.group(2).strip("\"'") for match in matches if match}
