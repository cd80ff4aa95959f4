"""Stage 1: which files a repository holds, what each is for, and why some are not read."""

from stackfit.discovery.fileset import discover
from stackfit.discovery.reading import read_bytes
from stackfit.discovery.tree import Tree, as_tree

__all__ = ["Tree", "as_tree", "discover", "read_bytes"]
