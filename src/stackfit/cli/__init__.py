"""The command line: parse arguments, call the pipeline, print, choose the exit code."""

from stackfit.cli.main import main, run

__all__ = ["main", "run"]
