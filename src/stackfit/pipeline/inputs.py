"""What a repository declares of itself: its components, and what could not be read of its manifests."""

from __future__ import annotations

from msgspec import Struct

from stackfit.components import assemble_components, find_helpers
from stackfit.deployment import parse_command, read_deployments
from stackfit.manifests import read_manifests
from stackfit.model.component import Component
from stackfit.model.source import ReadError
from stackfit.pipeline.session import Session


class Declared(Struct, frozen=True, kw_only=True):
    """The components of a repository, and the errors of the files that declare them."""

    components: tuple[Component, ...]
    errors: tuple[ReadError, ...]


def read_declared(name: str, session: Session) -> Declared:
    """Read manifests and deployment files, and find the components that they declare; `name` is that of the folder."""
    manifests = read_manifests(session.files.files, session.read, session.declaring_files)
    deployments = read_deployments(session.files.files, session.read)
    components = assemble_components(
        session.files,
        manifests,
        deployments,
        lines=session.lines,
        server_files=session.server_files,
        root_name=name,
        parse_command=parse_command,
        helpers=find_helpers(session.files.files, session.code, session.text),
    )
    errors = [error for manifest in manifests for error in manifest.errors]
    errors += [error for deployment in deployments for error in deployment.errors]
    return Declared(components=tuple(components), errors=tuple(errors))
