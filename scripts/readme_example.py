"""Puts the report on a checkout of QuickChart into README.md; the folder is the only argument."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from click.testing import CliRunner

from stackfit.cli.main import cli

README = Path(__file__).resolve().parents[1] / "README.md"


def shorten(text: str) -> str:
    """Leave out the table of criteria and the advice at the end, for room."""
    text = re.sub(r"^  Criterion .*?(?=^  What would )", "  ...\n\n", text, flags=re.M | re.S)
    return "\n".join(line.rstrip() for line in text.partition("\nNext\n")[0].rstrip().splitlines())


def main(checkout: str) -> int:
    """Replace the first text block of the README by the report on `checkout`."""
    done = CliRunner(env={"PYTHONIOENCODING": "ascii"}).invoke(cli, ["scan", checkout], standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    report = shorten(done.stdout).replace(Path(checkout).resolve().name, "quickchart")
    page = README.read_text(encoding="utf-8")
    page = re.sub(r"```text\n.*?\n```", lambda _: f"```text\n{report}\n```", page, count=1, flags=re.S)
    README.write_text(page, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
