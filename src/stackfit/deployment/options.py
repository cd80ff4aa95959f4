"""Command-line arguments sorted into options and positionals, without knowing every program's manual."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

# Options of the known programs that take no value; any other option takes the next word if that is no option.
SWITCHES = frozenset(
    {"--access-log", "--all-extras", "--allow-root", "--auto-reload", "--beat", "--burst", "--call"}
    | {"--capture-output", "--check-config", "--daemon", "--date-header", "--debug", "--debugger"}
    | {"--die-on-term", "--disable-logging", "--enable-stdio-inheritance", "--enable-threads", "--events"}
    | {"--expose-tracebacks", "--factory", "--fast", "--frozen", "--headless", "--http-websockets"}
    | {"--https", "--if-present", "--insecure", "--inspect", "--lazy-apps", "--locked", "--master"}
    | {"--need-app", "--no-access-log", "--no-autorestart", "--no-daemon", "--no-date-header", "--no-debug"}
    | {"--no-debugger", "--no-deps", "--no-dev", "--no-interaction", "--no-proxy-headers", "--no-reload"}
    | {"--no-sendfile", "--no-server-header", "--no-sync", "--no-use-colors", "--no-ws", "--noreload"}
    | {"--nothreading", "--open", "--preload", "--print-config", "--proxy-headers", "--proxy-protocol"}
    | {"--purge", "--quiet", "--reload", "--server-header", "--silent", "--single-interpreter", "--spew"}
    | {"--strict", "--thunder-lock", "--turbo", "--turbopack", "--uid-switch", "--use-colors", "--vacuum"}
    | {"--verbose", "--watch", "--with-scheduler", "--with-threads", "--without-gossip"}
    | {
        "--without-heartbeat",
        "--without-mingle",
        "--without-threads",
        "--no-sandbox",
        "--no-hmr",
        "--respawn",
        "--transpile-only",
        "--clear",
        "--ws",
        "-B",
        "-D",
        "-E",
        "-M",
        "-N",
    }
    | {"-O", "-R", "-S", "-b1", "-d", "-n", "-q", "-s", "-u", "-v"}
)


class Arguments(NamedTuple):
    """Options by name (the last value wins, "" for a switch) and positionals in order."""

    options: dict[str, str]
    positionals: list[str]

    def first(self, names: Sequence[str]) -> str:
        """Give the value of the first of these options that was given."""
        return next((self.options[name] for name in names if name in self.options), "")


def read_arguments(words: Sequence[str], *, valued: frozenset[str], switches: frozenset[str]) -> Arguments:
    """Sort words; `valued` always take a value, `switches` never."""
    found = Arguments({}, [])
    index = 0
    while index < len(words):
        word = words[index]
        index += 1
        if word == "--":
            found.positionals.extend(words[index:])
            break
        if not word.startswith("-") or word == "-":
            found.positionals.append(word)
            continue
        name, equals, value = word.partition("=")
        if not equals and not word.startswith("--") and len(word) > 2 and word[:2] in valued:
            name, value = word[:2], word[2:].strip()  # ["-w 4"] is one word
        elif not equals and _takes_next(name, words[index : index + 1], valued, switches):
            value = words[index]
            index += 1
        found.options[name] = value
    return found


def _takes_next(name: str, following: Sequence[str], valued: frozenset[str], switches: frozenset[str]) -> bool:
    if not following or name in switches:
        return False
    return name in valued or (name not in SWITCHES and not following[0].startswith("-"))
