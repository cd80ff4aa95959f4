"""Components: which folders are built or deployed on their own, and which files, manifests and commands are theirs."""

from stackfit.components.assemble import assemble_components
from stackfit.components.helpers import find_helpers
from stackfit.components.readme import find_readmes

__all__ = ["assemble_components", "find_helpers", "find_readmes"]
