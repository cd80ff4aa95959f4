"""stackfit: what work a repository does, and how well its runtime fits that work."""

__version__ = "0.1.0"
