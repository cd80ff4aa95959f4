"""Damages files the way storms, merges and attackers do: cut, flip, splice, reorder, repeat, nest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

MOST = 400_000
_DELIMITERS = (
    *(b"{", b"[", b"(", b"<", b'"', b"'", b"`", b"${", b"{{"),
    *(b"\\", b"#", b"/*", b"&a ", b"*a ", b"- ", b"[[", b"\n  "),
)
_WORDS = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\x1b[2J", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\x0c", b"\x85"),
    *(b"null", b"true", b"-1", b"1e999", b"9" * 5_000, b"NaN", b"__proto__", b"../../..", b"/dev/zero"),
    *(b"=", b"::error::", b"<<: *a", b"!!python/object"),
)

Mutation = Callable[[Random, bytes, bytes], bytes]


def truncate(random: Random, data: bytes, other: bytes) -> bytes:
    """Keep the head, or the tail."""
    at = random.randrange(len(data) + 1)
    return data[:at] if random.random() < 0.7 else data[at:]


def flip(random: Random, data: bytes, other: bytes) -> bytes:
    """Change a few bits."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 12) if changed else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def splice(random: Random, data: bytes, other: bytes) -> bytes:
    """Continue one file with another, often of a different format."""
    return data[: random.randrange(len(data) + 1)] + other[random.randrange(len(other) + 1) :]


def reorder(random: Random, data: bytes, other: bytes) -> bytes:
    """Shuffle some neighbouring lines."""
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    part = lines[at : at + random.randint(2, 60)]
    random.shuffle(part)
    return b"\n".join(lines[:at] + part + lines[at + len(part) :])


def drop(random: Random, data: bytes, other: bytes) -> bytes:
    """Leave out a span."""
    at = random.randrange(len(data) + 1)
    return data[:at] + data[at + random.randint(1, 200) :]


def repeat(random: Random, data: bytes, other: bytes) -> bytes:
    """Say a span many times over."""
    at = random.randrange(len(data) + 1)
    span = data[at : at + random.randint(1, 80)]
    return data[:at] + span * random.choice((2, 10, 300, 3_000)) + data[at:]


def insert(random: Random, data: bytes, other: bytes) -> bytes:
    """Put in a word that readers trip over."""
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(_WORDS) + data[at:]


def nest(random: Random, data: bytes, other: bytes) -> bytes:
    """Open many brackets, quotes or comments and never close them."""
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(_DELIMITERS) * random.choice((1, 3, 100, 5_000)) + data[at:]


def join_lines(random: Random, data: bytes, other: bytes) -> bytes:
    """Make one line of many."""
    at = random.randrange(len(data) + 1)
    return data[:at] + data[at:].replace(b"\n", b" ")


MUTATIONS: Sequence[Mutation] = (truncate, flip, splice, reorder, drop, repeat, insert, nest, join_lines)


def damage(random: Random, data: bytes, other: bytes) -> bytes:
    """Apply one to three mutations."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        data = random.choice(MUTATIONS)(random, data, other)[:MOST]
    return data
