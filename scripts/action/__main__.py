"""The steps of the GitHub action that are more than a line: `python -I scripts/action scan|comment`.

They need nothing but the standard library, and take every input from the environment.
"""

from __future__ import annotations

import sys

from action_comment import comment
from action_input import RefusedError, fail
from action_scan import scan


def main(argv: list[str]) -> int:
    """Run one step."""
    try:
        return {"scan": scan, "comment": comment}[argv[0]]()
    except RefusedError as problem:
        fail(str(problem))
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
