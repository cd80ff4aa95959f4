"""What each file is for, judged by whole segments of its path and by its name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from stackfit.discovery.reading import folders_down_to
from stackfit.model.kinds import Role

# These say "test" at any depth, also inside a package.
_TEST_FOLDERS = frozenset(
    {
        "test", "tests", "_tests", "_test", "__tests__", "__test__",
        "__mocks__", "__fixtures__", "__snapshots__", "mocks", "fixtures",
        "testdata", "test-data", "test_data", "e2e", "cypress", "playwright", "unittest", "unittests", "unit_tests",
        "unit-tests", "integration_tests", "integration-tests", "functional_tests", "functional-tests", "e2e_tests",
        "e2e-tests", "browser_tests", "acceptance_tests", "testsuite", "test_suite", "test-utils", "tests_e2e",
        "test_integration", "test_unit", "tests_integration", "tests_unit", "integration_test", "unit_test",
        "regtest", "regtests", "test_utils", "testutils", "testutil", "test-infra", "test_infra", "test-helpers",
        "test_helpers", "test-support", "test_support", "e2e-test", "e2e_test", "e2e-utils", "e2e_utils",
    }
)  # fmt: skip
# These are good names for production code as well, so they only count outside of a package's own source ...
_OUTER_FOLDERS = {
    **dict.fromkeys(("spec", "specs", "testing"), Role.TEST),
    **dict.fromkeys(
        (
            "eg", "example", "examples", "demo", "demos", "sample", "samples", "sandbox", "playground", "playgrounds",
            "tutorial", "tutorials", "quickstart", "quickstarts", "cookbook",
        ),
        Role.EXAMPLE,
    ),
    **dict.fromkeys(("doc", "docs", "documentation", "doc_src", "docs_src", "docs_examples"), Role.DOCS),
    **dict.fromkeys(
        (
            "script", "scripts", "tooling", "bench", "benches", "benchmark", "benchmarks", "winbuild", "dev-tools",
            "build-scripts", "build_scripts", "release-tools", "gulp", "grunt",
        ),
        Role.TOOLING,
    ),
}  # fmt: skip
# ... and these only right at the top of a project: an agent's tools stand in server/tools.
_TOP_FOLDERS = {
    **_OUTER_FOLDERS,
    **dict.fromkeys(("tool", "tools", "devtools", "devel", "perf", "ci", "hack", "contrib"), Role.TOOLING),
}
_TOOL_FOLDERS = frozenset(
    {
        ".github", ".gitlab", ".circleci", ".ci", ".azure-pipelines", ".husky", ".vscode", ".storybook", ".scripts",
        ".devcontainer", ".yarn", ".config", ".buildkite",
    }
)  # fmt: skip
SOURCE_FOLDERS = frozenset({"src", "lib", "app", "source"})
# A folder with one of these is a project of its own: outer names count again below it.
_PROJECT_FILES = frozenset(
    {"package.json", "pyproject.toml", "setup.cfg", "go.mod", "Cargo.toml", "Dockerfile", "Pipfile", "deno.json"}
)
_PACKAGE_OR_PROJECT_FILES = frozenset({"requirements.txt"})
# Tests, stand-ins and examples that are projects of their own; in the singular only beside what they are for.
_SIDE_PROJECT = re.compile(r"(?P<beside>.+)-(?:tests|mocks|fixtures|examples|(?P<one>test|testing|mock|example))")
_EXAMPLES = re.compile(r"examples?[-_].+|.+[-_](?:examples|snippets)|code[-_]samples?")
_CONTRIBUTED = "contrib"  # scripts of friends, unless it is a package that a program imports
_SLIDES = "/js/reveal.js"  # what holds this is a copy of reveal.js, with the slides of a talk
_TELLING_FILES = _PROJECT_FILES | _PACKAGE_OR_PROJECT_FILES | {"__init__.py", "manage.py", "setup.py"}
_TOP, _OUTER, _INSIDE = range(3)

_TEST_NAME = re.compile(
    r"""
      test_.*\.pyw? | .*_tests?\.pyw? | (?:tests?|conftest|runtests|run_tests|selftest)\.py
    | .*[-._](?:test|tests|spec|e2e|cy)\.[cm]?[jt]sx? | (?:test|tests|spec|setup-?tests?)\.[cm]?[jt]sx?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_STORY_NAME = re.compile(r".*\.stories\.[cm]?[jt]sx?", re.IGNORECASE)
_PROCESS_NAME = re.compile(r"(?:ecosystem|pm2|process|gunicorn|uvicorn|hypercorn)\b.*", re.IGNORECASE)
_EXAMPLE_NAME = re.compile(
    r"(?:.*[-_.])?(?:example|examples|demo|sample)\d*\.(?:pyw?|ipynb|[cm]?[jt]sx?)", re.IGNORECASE
)
_TOOL_NAME = re.compile(
    r"""
      (?:noxfile|versioneer|fabfile|dodo|toxfile|hatch_build|build_hooks|release)\.py
    | (?:release|bump-version)\.[cm]?[jt]s
    """,
    re.VERBOSE | re.IGNORECASE,
)
_JS_TOOL_NAME = re.compile(
    r"""
      .*\.(?:config|conf)\.(?:[\w-]+\.)?[cm]?[jt]s | (?:gulp|grunt|jake|danger|cake)file(?:\..*)?\.[cm]?[jt]s
    | (?:webpack|rollup|vite|vitest|babel|jest|karma|eslint|esbuild|protractor)(?:[-._].*)?\.[cm]?[jt]s
    | \..*\.[cm]?[jt]s
    """,
    re.VERBOSE | re.IGNORECASE,
)


class RoleJudge:
    """Tells the role of files, given all paths of the repository."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._projects: set[str] = set()
        self._packages: set[str] = set()
        self._sites: set[str] = set()
        self._models: set[str] = set()
        self._distributions: set[str] = set()
        paths = tuple(paths)
        self._paths = paths
        self._talks = frozenset(path.removesuffix(_SLIDES) for path in paths if path.endswith(_SLIDES))
        telling = [split for path in paths if (split := path.rpartition("/"))[2] in _TELLING_FILES]
        for folder, _, name in telling:
            if name in _PROJECT_FILES:
                self._projects.add(folder)
            elif name == "__init__.py":
                self._packages.add(folder)
                if folder.endswith("/migrations"):
                    self._models.add(folder.removesuffix("/migrations"))
            elif name == "manage.py":
                self._sites.add(folder)
            elif name == "setup.py":
                self._distributions.add(folder)
        self._projects |= {
            folder for folder, _, name in telling if name in _PACKAGE_OR_PROJECT_FILES and folder not in self._packages
        }
        self._known: dict[str, tuple[Role, int]] = {"": (Role.PRODUCTION, _TOP)}

    def role_of(self, path: str) -> Role:
        """Tell the role of the file at `path`."""
        folder, _, name = path.rpartition("/")
        role, depth = self._state(folder)
        if role is Role.TEST or _TEST_NAME.fullmatch(name):
            return Role.TEST
        if role is not Role.PRODUCTION or _PROCESS_NAME.match(name):
            return role
        if _STORY_NAME.fullmatch(name) or (depth is not _INSIDE and _EXAMPLE_NAME.fullmatch(name)):
            return Role.EXAMPLE
        if path == "setup.py" or _JS_TOOL_NAME.fullmatch(name) or (depth is _TOP and _TOOL_NAME.fullmatch(name)):
            return Role.TOOLING
        return role

    def _state(self, folder: str) -> tuple[Role, int]:
        """Give the role that a folder's path gives to what it holds, and how far inside of a project it is."""
        if folder not in self._known:
            state = self._known[""]
            for upper in folders_down_to(folder):
                if upper not in self._known:
                    self._known[upper] = self._step(upper, *state)
                state = self._known[upper]
        return self._known[folder]

    def _is_part_of_site(self, folder: str) -> bool:
        """Whether a folder is an app, with models, of the Django site around it: a cookbook may be what it is about."""
        around = folder.rpartition("/")[0]
        return folder in self._models and around in self._sites and around not in self._distributions

    def _role_of_project(self, folder: str) -> Role | None:
        """Tell what a folder with a manifest says that it holds for its neighbours: `packages/shop-tests`."""
        found = _SIDE_PROJECT.fullmatch(folder) if folder in self._projects else None
        if found is None or (found["one"] and not self._tries(folder, found["beside"])):
            return None
        return Role.EXAMPLE if "example" in folder[len(found["beside"]) :] else Role.TEST

    def _tries(self, folder: str, beside: str) -> bool:
        """Whether there is something for a `-test` to try: a neighbour of the same name, or the project around it."""
        around = folder.rpartition("/")[0]
        sources = tuple(posixpath.join(around, name, "") for name in ("src", "lib"))
        return beside in self._projects or (
            around in self._projects and any(path.startswith(sources) for path in self._paths)
        )

    def _step(self, folder: str, role: Role, depth: int) -> tuple[Role, int]:
        """Go from the state of a folder's parent to that of `folder`."""
        name = folder.rpartition("/")[2].lower()
        outer = {} if depth is _INSIDE else _TOP_FOLDERS if depth is _TOP else _OUTER_FOLDERS
        beside = self._role_of_project(folder) if role is Role.PRODUCTION else None
        if name in _TEST_FOLDERS or outer.get(name) is Role.TEST:
            role = Role.TEST
        elif beside is not None:
            role = beside
        elif folder in self._talks and role is Role.PRODUCTION:
            role = Role.DOCS
        elif role is Role.PRODUCTION:
            role = Role.TOOLING if name in _TOOL_FOLDERS else outer.get(name, role)
            role = Role.EXAMPLE if depth is not _INSIDE and _EXAMPLES.fullmatch(name) else role
            imported = name == _CONTRIBUTED and folder in self._packages
            part = role is Role.EXAMPLE and self._is_part_of_site(folder)
            role = Role.PRODUCTION if imported or part else role
        if folder in self._projects:
            return role, _TOP
        inside = depth is _INSIDE or name in SOURCE_FOLDERS or folder in self._packages
        return role, _INSIDE if inside else _OUTER
