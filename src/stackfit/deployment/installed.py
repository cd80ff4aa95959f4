"""Runtimes that a Dockerfile installs itself, by apt, apk or a version manager, upon an image that has none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stackfit.model.deployment import Image

# The Python 3 that a release of the distribution installs as "python3": https://packages.ubuntu.com,
# https://packages.debian.org and https://pkgs.alpinelinux.org, read 2025-09.
_SYSTEM_PYTHON = {
    "ubuntu": {
        "18.04": "3.6", "bionic": "3.6", "20.04": "3.8", "focal": "3.8", "22.04": "3.10", "jammy": "3.10",
        "24.04": "3.12", "noble": "3.12",
    },
    "debian": {
        "10": "3.7", "buster": "3.7", "11": "3.9", "bullseye": "3.9", "12": "3.11", "bookworm": "3.11",
        "13": "3.13", "trixie": "3.13",
    },
    "alpine": {
        "3.16": "3.10", "3.17": "3.10", "3.18": "3.11", "3.19": "3.11", "3.20": "3.12", "3.21": "3.12", "3.22": "3.12",
    },
}  # fmt: skip
_INSTALLER = re.compile(r"\b(?:apt(?:-get)?|apk|dnf|yum|microdnf|conda|mamba|micromamba)\b")
_VERB = re.compile(r"\b(?:install|add)\b")
_PYTHON_PACKAGE = re.compile(r"(?<![\w.-])python(?:(3\.\d{1,2}t?)|(3\d{1,2})|=+(3\.\d{1,2}))(-nogil)?(?![\w.])")
_PLAIN_PYTHON = re.compile(r"(?<![\w.-])python3(?![\w.])")
_OTHERS = (
    (re.compile(r"deb\.nodesource\.com/(?:setup_|node_)(\d+)|rpm\.nodesource\.com/setup_(\d+)"), "node"),
    (re.compile(r"\b(?:nvm|fnm|n|volta)\s+(?:install\s+)?(?:node@)?v?(\d+(?:\.\d+){0,2})\b"), "node"),
    (re.compile(r"nodejs\.org/dist/v(\d+\.\d+\.\d+)"), "node"),
    (re.compile(r"\bpyenv\s+install\s+(?:-\S+\s+)*(\d+\.\d+(?:\.\d+)?t?)"), "python"),
    (re.compile(r"\buv\s+python\s+install\s+(?:cpython-)?(\d+\.\d+(?:\.\d+)?t?)"), "python"),
    (re.compile(r"python\.org/ftp/python/(\d+\.\d+\.\d+)/"), "python"),
)


def installed_runtimes(text: str, image: Image | None) -> Iterator[tuple[str, str]]:
    """Give (runtime, version) of what one RUN instruction installs; `image` decides what plain "python3" means."""
    for pattern, runtime in _OTHERS:
        for match in pattern.finditer(text):
            yield runtime, next(group for group in match.groups() if group)
    for command in re.split(r"[;&|]", text):
        installer = _INSTALLER.search(command)
        verbs = list(_VERB.finditer(command, installer.end())) if installer else []
        if verbs:
            yield from _python_packages(command[verbs[-1].end() :], image)


def _python_packages(packages: str, image: Image | None) -> Iterator[tuple[str, str]]:
    numbered = _PYTHON_PACKAGE.search(packages)
    if numbered:
        dotted, packed, conda, free_threaded = numbered.groups()
        version = dotted or conda or f"3.{packed[1:]}"
        yield "python", f"{version}t" if free_threaded and not version.endswith("t") else version
    elif image and _PLAIN_PYTHON.search(packages):
        version = system_python(image)
        if version:
            yield "python", version


def system_python(image: Image) -> str:
    """Give the Python of a distribution's release, "" where image or release are not known."""
    releases = _SYSTEM_PYTHON.get(image.name.rpartition("/")[2], {})
    tag = image.tag.removesuffix("-slim")
    return releases.get(tag) or releases.get(tag.partition("-")[0]) or releases.get(".".join(tag.split(".")[:2]), "")
