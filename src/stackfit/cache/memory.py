"""Typed values in the store, keyed by what they were made from."""

from __future__ import annotations

import contextlib
import hashlib
import zlib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from stackfit.cache.program import program_version
from stackfit.cache.store import Store

Value = TypeVar("Value")

_DECODERS: dict[type, msgspec.msgpack.Decoder[Any]] = {}
_encode = msgspec.msgpack.Encoder().encode
_encode_in_order = msgspec.msgpack.Encoder(order="deterministic").encode


class Memory:
    """Values that the same program made from the same input before. Without a store it remembers nothing."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store

    def recall(self, kind: type[Value], key: bytes) -> Value | None:
        """Give the value of a key (see `make_key`); None where there is none of that type."""
        found = self._store.get(key) if self._store is not None else None
        if found is None:
            return None
        try:
            return unpack(kind, found)
        except (msgspec.MsgspecError, zlib.error):
            return None

    def knows(self, key: bytes) -> bool:
        """Whether there is a value of a key."""
        return self._store is not None and self._store.has(key)

    def keep(self, key: bytes, value: object) -> None:
        """Keep a value for later runs."""
        if self._store is None:
            return
        with contextlib.suppress(UnicodeEncodeError):  # half a surrogate pair, from an escape in a literal
            self._store.put(key, pack(value))

    def keep_packed(self, key: bytes, packed: bytes) -> None:
        """Keep what `pack` made of a value for later runs."""
        if self._store is not None:
            self._store.put(key, packed)

    def close(self) -> None:
        """Write what was kept."""
        if self._store is not None:
            self._store.close()


NOTHING = Memory()


def open_memory(folder: Path | None) -> Memory:
    """Open the memory in a folder; one that remembers nothing where there is none."""
    return Memory(Store(folder / "cache.sqlite")) if folder is not None else NOTHING


def encode(value: object) -> bytes:
    """Encode a value of our model: the same bytes for equal values."""
    return _encode_in_order(value)


def pack(value: object) -> bytes:
    """Encode and compress a value, which also puts a checksum on it."""
    return zlib.compress(_encode(value), 1)


def unpack(kind: type[Value], packed: bytes) -> Value:
    """Give the value back that `pack` was given. Raises `MsgspecError` or `zlib.error` on anything else."""
    return _decoder(kind).decode(zlib.decompress(packed))


def make_key(name: str, *source: bytes) -> bytes:
    """Give the key of what this program makes, under a name, from some input."""
    digest = hashlib.blake2b(digest_size=20, key=program_version())
    for part in (name.encode(), *source):
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.digest()


def _decoder(kind: type[Value]) -> msgspec.msgpack.Decoder[Value]:
    if kind not in _DECODERS:
        _DECODERS[kind] = msgspec.msgpack.Decoder(kind)
    return _DECODERS[kind]
