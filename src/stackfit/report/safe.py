"""Makes text from a repository harmless on a terminal: nothing in it can move the cursor, hide, or turn around."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"  # needed to write Persian, Hindi and many emoji
_ESCAPED = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
_SPACES = str.maketrans("\t\n\r", "   ")
_ASCII = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " ", "→": "->", "×": "x"}  # noqa: RUF001
)


def make_safe(text: str, limit: int = 300) -> str:
    r"""One line of text: control, bidirectional and invisible characters become escapes such as ``\x1b``."""
    line = text[: limit + 1].translate(_SPACES).strip()
    if len(text) > limit:
        line = f"{line[: limit - 1]}…"
    if line.isascii() and line.isprintable():
        return line
    return "".join(_escape(char) if _is_unsafe(char) else char for char in line)


def to_ascii_marks(text: str) -> str:
    """Replace typographic quotes, dashes and arrows; letters of any script stay."""
    return text.translate(_ASCII)


def _is_unsafe(char: str) -> bool:
    return char not in _JOINERS and unicodedata.category(char) in _ESCAPED


def _escape(char: str) -> str:
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
