"""`python -m stackfit`."""

import os
import sys

# Python puts the current folder first, which may be the repository that is scanned: nothing is imported from there.
if sys.path and os.path.realpath(sys.path[0]) == os.path.realpath(os.curdir):
    del sys.path[0]

from stackfit.cli import run

if __name__ == "__main__":
    run()
