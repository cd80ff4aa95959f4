"""`%pip install x` and `!pip install x` lines of a notebook: what it installs for itself, in the group "notebook"."""

from __future__ import annotations

import json
import re

from stackfit.manifests.draft import Draft
from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import decode
from stackfit.syntax.paths import Load

# A line of a code cell, as a JSON string holds it: at the start of the string or after an escaped line break.
_INSTALL = re.compile(
    r'(?:"|\\n)[ ]*[%!]{1,2}[ ]*(?:(?:python3?|\{sys\.executable\})[ ]-m[ ])?(?:uv[ ])?(?:pip3?|conda|mamba)[ ]+'
    r'install[ ]+((?:[^"\\\n]|\\(?!n).)*)'
)
_WITH_VALUE = frozenset(
    {"-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-i", "--index-url", "--extra-index-url", "-f"}
    | {"--find-links", "--target", "-t", "--prefix", "-n", "--name", "--channel", "--upgrade-strategy", "-p"}
    | {"--trusted-host", "--python"}
)
_PLAIN = re.compile(r"[A-Za-z0-9][\w.-]*(?:\[[\w, .-]*\])?(?:(?:[=<>!~]=?=?)[^\s;&|]*)?$")
_MAX_LINES = 500
_MAX_WORDS = 200
_GROUP = "notebook"


def read(path: str, data: bytes, load: Load) -> Manifest:
    """Read the install lines; what is no plain package (a variable, an address) is passed over."""
    text = decode(data)
    draft = Draft(path, "notebook-install", Ecosystem.PYPI)
    line, counted = 1, 0
    for count, match in enumerate(_INSTALL.finditer(text)):
        if count >= _MAX_LINES:
            break
        line += text.count("\n", counted, match.start())
        counted = match.start()
        # "-c" names a channel to conda, and a file to pip: either way its value is no package.
        for package in _packages(match.group(1)):
            draft.require(package, line, DependencyKind.OPTIONAL, group=_GROUP)
    return draft.finish(declares_component=False)


def _packages(raw: str) -> list[str]:
    """Give the package words of a command line, up to a comment or the next command."""
    try:
        command = str(json.loads(f'"{raw}"'))
    except ValueError:
        return []
    found: list[str] = []
    skip = False
    for word in command.split(None, _MAX_WORDS)[:_MAX_WORDS]:
        if word.startswith(("#", "&", "|", ";", ">", "2>")):
            break
        bare = word.rstrip(";").strip("\"'")
        if not skip and _PLAIN.match(bare):
            found.append(bare)
        skip = bare in _WITH_VALUE
        if word.endswith(";"):
            break
    return found
