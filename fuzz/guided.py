"""Runs one target under atheris, which finds its way by the code that is reached.

    python -m fuzz.guided TARGET [CORPUS] [-max_total_time=300 and other options of libFuzzer]

Needs the package `atheris`. Whatever fails is written to `crash-*`: make a small file of it in `fuzz/regressions/`,
named after the target.
"""

from __future__ import annotations

import importlib
import sys


def main() -> None:
    """Instrument stackfit, then hand over to the fuzzer."""
    atheris = importlib.import_module("atheris")
    name = sys.argv.pop(1)
    with atheris.instrument_imports(include=["stackfit", "tomli", "packaging", "pathspec"]):
        targets = importlib.import_module("fuzz.targets")
    atheris.Setup(sys.argv, targets.TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
