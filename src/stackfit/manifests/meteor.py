"""Meteor's own files: `.meteor/packages` and `.meteor/release`. Flag: "meteor".

They speak of the folder that holds `.meteor`.
"""

from __future__ import annotations

from stackfit.manifests.draft import Draft
from stackfit.model.kinds import DependencyKind, Ecosystem
from stackfit.model.manifest import Manifest
from stackfit.syntax import decode
from stackfit.syntax.paths import Load


def read_packages(path: str, data: bytes, load: Load) -> Manifest:
    """Read `.meteor/packages`: "meteor" itself, then each package as "meteor:<name>"."""
    draft = Draft(path, "meteor-packages", Ecosystem.NPM)
    draft.flags.add("meteor")
    for number, raw in enumerate(decode(data).split("\n"), 1):
        name, _, version = raw.partition("#")[0].strip().partition("@")
        if name and " " not in name:
            if not draft.dependencies:
                draft.depend("meteor", number, DependencyKind.RUNTIME)
            draft.depend(f"meteor:{name}", number, DependencyKind.RUNTIME, specifier=version)
    return draft.finish(declares_component=False)


def read_release(path: str, data: bytes, load: Load) -> Manifest:
    """Read `.meteor/release` ("METEOR@2.13.3")."""
    draft = Draft(path, "meteor-release", Ecosystem.NPM)
    draft.flags.add("meteor")
    text = decode(data).strip().split("\n")[0]
    if text.upper().startswith("METEOR@"):
        draft.depend("meteor", 1, DependencyKind.RUNTIME, specifier=text.partition("@")[2].strip())
    return draft.finish(declares_component=False)
