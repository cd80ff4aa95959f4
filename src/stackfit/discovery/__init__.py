"""Stage 1: which files a repository holds, what each is for, and why some are not read."""

from stackfit.discovery.fileset import discover
from stackfit.discovery.reading import read_bytes

__all__ = ["discover", "read_bytes"]
