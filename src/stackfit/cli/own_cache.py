"""Whether the cache is the user's own: one that lies in a work tree could have come with it."""

from __future__ import annotations

import os
from pathlib import Path

from stackfit.cache import cache_folder
from stackfit.discovery.git import ask
from stackfit.files import find_work_tree


def trusted_cache_folder() -> tuple[Path | None, str]:
    """Give the folder of the cache, None where there is none to be trusted, and why.

    CI services keep only what lies in the work tree, and who changes the repository could put a cache there that says
    what they like, or a link by which a file elsewhere would be written.
    """
    named = cache_folder()
    folder = Path(os.path.abspath(named)) if named is not None else None  # noqa: PTH100 - links are to stay as they are
    top = find_work_tree(folder) if folder is not None else None
    if folder is None or top is None:
        return named, ""
    place = folder.relative_to(top)
    if Path(os.path.realpath(folder)) != Path(os.path.realpath(top)) / place:
        return None, f"the cache in {folder} is not used: a link of the repository leads there"
    tracked = ask(top, "--literal-pathspecs", "ls-files", "-z", "--", place.as_posix())
    if tracked.refusal:
        return None, f"the cache in {folder} is not used: {tracked.refusal}"
    if tracked.output:
        return None, f"the cache in {folder} is not used: the repository has files there"
    return named, ""
