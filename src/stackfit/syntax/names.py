"""File names that several stages must agree on: lockfiles, which may be large, and misspelt names of known files."""

from __future__ import annotations

import re
from functools import cache
from string import ascii_lowercase

MAX_LOCKFILE_BYTES = 60_000_000
_LOCKFILE = re.compile(
    r"(?:poetry|uv|pdm|pipfile|yarn|bun|deno|pixi)\.lock|bun\.lockb|pylock(?:\.[^/]+)?\.toml"
    r"|[^/]+\.py\.lock|conda-[\w-]+\.lock|(?:[\w-]+\.)?conda-lock\.ya?ml|requirements[\w.-]*\.lock"
    r"|package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.ya?ml"
)
# The right name, the part that is easily misspelt, and what may follow it.
_SPELT = (
    ("requirements.txt", "requirements", (".txt",)),
    ("pyproject.toml", "pyproject", (".toml",)),
    ("package.json", "package", (".json",)),
    ("Pipfile", "pipfile", ("",)),
    ("Procfile", "procfile", ("",)),
    ("Dockerfile", "dockerfile", ("",)),
    ("docker-compose.yml", "docker-compose", (".yml", ".yaml")),
)
_SUFFIXED = {
    "requirements": "requirements.txt",
    "requirements.text": "requirements.txt",
    "requirements.txt.txt": "requirements.txt",
    "package.jsonc": "package.json",
    "package.json5": "package.json",
    "package.jsn": "package.json",
    "package.json.txt": "package.json",
    "package.yaml": "package.json",
    "package.yml": "package.json",
    "pyproject.tml": "pyproject.toml",
    "pyproject.toml.txt": "pyproject.toml",
    "pyproject.json": "pyproject.toml",
    "pyproject.yaml": "pyproject.toml",
    "pyproject.yml": "pyproject.toml",
    "pipfile.txt": "Pipfile",
    "pipfile.toml": "Pipfile",
    "docker-compose.yamll": "docker-compose.yml",
    "docker-compose.ymll": "docker-compose.yml",
    "docker-compose.yalm": "docker-compose.yml",
    "docker-compose.yam": "docker-compose.yml",
    "docker-compose.json": "docker-compose.yml",
    "docker_compose.yml": "docker-compose.yml",
    "docker_compose.yaml": "docker-compose.yml",
    "dockercompose.yml": "docker-compose.yml",
    "dockercompose.yaml": "docker-compose.yml",
}
# Names in their own right that are one letter away.
_OTHERS = frozenset({"profile", "packages.json", "requirement.txt", "dockerfiles"})
_READ = ("docker-compose", "compose")


def is_lockfile(name: str) -> bool:
    """Whether a file of this name holds what a package manager resolved."""
    return _LOCKFILE.fullmatch(name.lower()) is not None


def intended_name(name: str) -> str:
    """Give the name that a misnamed manifest or deployment file was meant to have, "" for all other files."""
    return _misspelt().get(name.lower(), "")


@cache
def _misspelt() -> dict[str, str]:
    """Every name one slip of the keyboard away from a known one, and the usual wrong suffixes."""
    found: dict[str, str] = {}
    for right, stem, suffixes in _SPELT:
        for wrong in _slips(stem):
            found.update((wrong + suffix, right) for suffix in suffixes)
    for _, stem, suffixes in _SPELT:
        for suffix in suffixes:
            found.pop(stem + suffix, None)
    # compose files may have any ending.
    clear = {name: right for name, right in found.items() if name not in _OTHERS and not name.startswith(_READ)}
    return {**clear, **_SUFFIXED}


def _slips(word: str) -> set[str]:
    """One letter left out, doubled or replaced, or two swapped."""
    cuts = [(word[:at], word[at:]) for at in range(1, len(word) + 1)]
    found = {head + tail[1:] for head, tail in cuts if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    found |= {head + head[-1] + tail for head, tail in cuts}
    return found | {head + letter + tail[1:] for head, tail in cuts if tail for letter in ascii_lowercase}
