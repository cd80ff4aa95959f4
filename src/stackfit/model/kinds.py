"""The closed vocabularies of the model; every value is the string that outputs print."""

from __future__ import annotations

from enum import Enum


class Role(str, Enum):
    """What a file is for; only production code carries full weight."""

    PRODUCTION = "production"
    TEST = "test"
    EXAMPLE = "example"
    DOCS = "docs"
    TOOLING = "tooling"


class Language(str, Enum):
    """A language whose source is parsed; a notebook is Python inside JSON."""

    PYTHON = "python"
    NOTEBOOK = "notebook"
    JAVASCRIPT = "javascript"
    TYPESCRIPT = "typescript"
    TSX = "tsx"

    @property
    def is_python(self) -> bool:
        """Whether this is Python code, in a notebook or not."""
        return self in (Language.PYTHON, Language.NOTEBOOK)


class Ecosystem(str, Enum):
    """A package registry and the names that live in it."""

    PYPI = "pypi"
    NPM = "npm"


class DependencyKind(str, Enum):
    """When a dependency is needed."""

    RUNTIME = "runtime"
    DEV = "dev"
    OPTIONAL = "optional"
    PEER = "peer"
    BUILD = "build"


class ComponentKind(str, Enum):
    """The form of a component."""

    SERVICE = "service"
    APP = "app"
    CLI = "cli"
    LIBRARY = "library"
    SPA = "spa"
    NOTEBOOK = "notebook"
    FIRMWARE = "firmware"
    TOOLING = "tooling"


class Runtime(str, Enum):
    """What executes a component's code."""

    PYTHON = "python"
    JYTHON = "jython"
    MICROPYTHON = "micropython"
    NODE = "node"
    DENO = "deno"
    BUN = "bun"
    BROWSER = "browser"
    NONE = "none"

    @property
    def side(self) -> Side | None:
        """The side of the comparison this runtime stands on; None where nothing is scored."""
        return _SIDES.get(self)


class Side(str, Enum):
    """One of the two runtimes that are compared."""

    PYTHON = "python"
    NODE = "node"

    @property
    def other(self) -> Side:
        """The alternative."""
        return Side.NODE if self is Side.PYTHON else Side.PYTHON


_SIDES = {
    Runtime.PYTHON: Side.PYTHON,
    Runtime.JYTHON: Side.PYTHON,
    Runtime.MICROPYTHON: Side.PYTHON,
    Runtime.NODE: Side.NODE,
    Runtime.DENO: Side.NODE,
    Runtime.BUN: Side.NODE,
}


class EvidenceSource(str, Enum):
    """Where a piece of evidence was seen."""

    DEPENDENCY = "dependency"
    IMPORT = "import"
    CALL = "call"
    FILE = "file"
    COMMAND = "start-command"
    MANIFEST = "manifest"
    README = "readme"


class Severity(str, Enum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 2 for error: larger is worse."""
        return ("info", "warning", "error").index(self.value)


class Confidence(str, Enum):
    """How sure a finding is."""

    DEFINITE = "definite"
    PROBABLE = "probable"
    POSSIBLE = "possible"

    @property
    def rank(self) -> int:
        """0 for possible, 2 for definite: larger is surer."""
        return ("possible", "probable", "definite").index(self.value)


class Verdict(str, Enum):
    """How well a component's runtime fits its work."""

    FITS = "fits"
    STRAINED = "strained"
    MISFIT = "misfit"
    UNKNOWN = "unknown"

    @property
    def rank(self) -> int:
        """-1 for unknown, then 0 (fits) to 2 (misfit): larger is worse."""
        return ("unknown", "fits", "strained", "misfit").index(self.value) - 1
