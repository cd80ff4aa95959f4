"""Programs that only start another program; what they start is what counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")

# Wrapper: (options that take a value, positionals before the command, words that must follow the name).
_WRAPPERS: dict[str, tuple[str, int, tuple[str, ...]]] = {
    "exec": ("-a", 0, ()),
    "command": ("", 0, ()),
    "nohup": ("", 0, ()),
    "time": ("", 0, ()),
    "nice": ("-n", 0, ()),
    "ionice": ("-c -n", 0, ()),
    "env": ("-u", 0, ()),
    "sudo": ("-u -g", 0, ()),
    "su-exec": ("", 1, ()),
    "gosu": ("", 1, ()),
    "setpriv": ("", 0, ()),
    "s6-setuidgid": ("", 1, ()),
    "setuidgid": ("", 1, ()),
    "chpst": ("-u", 0, ()),
    "with-contenv": ("", 0, ()),
    "tini": ("-p -e", 0, ()),
    "tini-static": ("-p -e", 0, ()),
    "dumb-init": ("-r --rewrite", 0, ()),
    "catatonit": ("", 0, ()),
    "stdbuf": ("-i -o -e", 0, ()),
    "unbuffer": ("", 0, ()),
    "timeout": ("-s -k", 1, ()),
    "xvfb-run": ("-s --server-args -n -e -f -p -w", 0, ()),
    "catchsegv": ("", 0, ()),
    "poetry": ("-C -P --directory --project", 0, ("run",)),
    "pdm": ("-p", 0, ("run",)),
    "rye": ("", 0, ("run",)),
    "hatch": ("-e", 0, ("run",)),
    "pipenv": ("", 0, ("run",)),
    "pixi": ("-e", 0, ("run",)),
    "uv": (
        "--with --with-requirements -p --python --extra --group --env-file --project --directory --package",
        0,
        ("run",),
    ),
    "uvx": ("--from --with -p --python", 0, ()),
    "conda": ("-n --name -p --prefix", 0, ("run",)),
    "micromamba": ("-n --name -p --prefix", 0, ("run",)),
    "mamba": ("-n --name -p --prefix", 0, ("run",)),
    "npx": ("-p --package", 0, ()),
    "bunx": ("", 0, ()),
    "dotenv": ("-f -e -c", 0, ()),
    "dotenvx": ("-f", 0, ("run",)),
    "doppler": ("-p -c", 0, ("run",)),
    "infisical": ("", 0, ("run",)),
    "cross-env": ("", 0, ()),
    "cross-env-shell": ("", 0, ()),
    "env-cmd": ("-f -e", 0, ()),
    "opentelemetry-instrument": ("--traces_exporter --metrics_exporter --service_name", 0, ()),
    "ddtrace-run": ("", 0, ()),
    "newrelic-admin": ("", 0, ("run-program",)),
    "elastic-apm-run": ("", 0, ()),
    "heroku-wait": ("", 0, ()),
    "dockerize": ("-wait -timeout -template -wait-retry-interval", 0, ()),
    "watchmedo": ("-d -p --directory --pattern --patterns", 0, ("auto-restart",)),
    "kernprof": ("", 0, ()),
    "memray": ("-o", 0, ("run",)),
    "busybox": ("", 0, ()),
}
_SHELLS = frozenset({"sh", "bash", "ash", "dash", "zsh"})
_WAITING = re.compile(r"wait[-_]?for|wait[-_]until|start_period", re.IGNORECASE)
RELOADERS = frozenset({"watchmedo", "watchfiles", "entr", "nodemon"})


def base_name(word: str) -> str:
    """Give the program's own name, without folder and ".exe"."""
    return word.replace("\\", "/").rpartition("/")[2].removesuffix(".exe").removesuffix(".cmd")


def assignments(words: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Take `NAME=value` words off the front."""
    found: dict[str, str] = {}
    index = 0
    while index < len(words) and _ASSIGNMENT.match(words[index]):
        name, _, value = words[index].partition("=")
        found[name] = value
        index += 1
    return found, list(words[index:])


def shell_text(words: Sequence[str]) -> str | None:
    """Give the text of `sh -c TEXT`, None for anything else."""
    if not words or base_name(words[0]) not in _SHELLS:
        return None
    for index, word in enumerate(words[1:], 1):
        if word.startswith("-") and not word.startswith("--") and word.endswith("c"):
            return words[index + 1] if index + 1 < len(words) else ""
        if not word.startswith("-"):
            return None
    return None


def unwrap(words: Sequence[str]) -> list[str] | None:
    """Take one wrapper off; None where the first word is none."""
    name = base_name(words[0]) if words else ""
    if name in _WRAPPERS:
        return _skip(words, *_WRAPPERS[name])
    if name in _SHELLS and len(words) > 1:
        rest = [word for word in words[1:] if not word.startswith("-")]
        return rest or None
    if _WAITING.search(name) and "--" in words:
        return list(words[words.index("--") + 1 :])
    if name.endswith((".sh", ".bash")) or name in ("docker-entrypoint", "entrypoint", "entrypoint.sh"):
        return list(words[1:]) or None
    return None


def _skip(words: Sequence[str], valued: str, positionals: int, required: tuple[str, ...]) -> list[str] | None:
    takes_value = set(valued.split())
    index = 1
    while index < len(words):
        word = words[index]
        if required and word == required[0]:
            required = required[1:]
        elif word == "--":
            index += 1
            break
        elif word.startswith("-") and len(word) > 1:
            if word in ("-m", "--module") and "--with" in takes_value:
                return ["python", *words[index:]]
            index += word in takes_value
        elif required:
            return None
        elif positionals:
            positionals -= 1
        else:
            break
        index += 1
    return list(words[index:])
