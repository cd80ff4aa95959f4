"""What earlier runs worked out, kept in the user's cache folder; a run without it gives the same result."""

from __future__ import annotations

from stackfit.cache.folder import cache_folder
from stackfit.cache.memory import NOTHING, Memory, encode, make_key, open_memory, pack, unpack
from stackfit.cache.program import installed_packages, program_version

__all__ = [
    "NOTHING",
    "Memory",
    "cache_folder",
    "encode",
    "installed_packages",
    "make_key",
    "open_memory",
    "pack",
    "program_version",
    "unpack",
]
