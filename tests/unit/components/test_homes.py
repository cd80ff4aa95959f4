"""Which folder a manifest speaks for."""

from __future__ import annotations

from stackfit.components.homes import Homes, nearest
from stackfit.model.kinds import DependencyKind, Ecosystem, Role
from stackfit.model.manifest import Dependency, Manifest
from stackfit.model.source import Location

PYPI, NPM = Ecosystem.PYPI, Ecosystem.NPM


def manifest(path: str, *, declares: bool = True, needs: DependencyKind | None = None) -> Manifest:
    place = Location(path=path)
    dependency = Dependency(name="x", ecosystem=PYPI, kind=needs or DependencyKind.RUNTIME, location=place)
    return Manifest(
        path=path,
        format="requirements",
        ecosystem=PYPI,
        declares_component=declares,
        dependencies=(dependency,) if needs else (),
    )


def keys(*paths: str, roles: dict[str, Role] | None = None) -> set[str]:
    return {folder for folder, _ in Homes([manifest(path) for path in paths], roles or {}).keys}


def test_a_manifest_speaks_for_its_own_folder() -> None:
    assert keys("requirements.txt", "api/requirements.txt") == {".", "api"}


def test_what_stands_beside_the_product_declares_nothing_even_where_nothing_else_does() -> None:
    roles = {"tools/requirements.txt": Role.TOOLING}
    tools = manifest("tools/requirements.txt")
    assert Homes([tools], roles, has_production=True).keys == frozenset()
    assert Homes([tools], roles).keys == {("tools", PYPI)}


def test_setup_py_declares_the_product() -> None:
    setup = Manifest(path="setup.py", format="setup-py", ecosystem=PYPI)
    roles = {"setup.py": Role.TOOLING, "docs/requirements.txt": Role.DOCS}
    assert Homes([setup, manifest("docs/requirements.txt")], roles, has_production=True).keys == {(".", PYPI)}


def test_a_folder_of_run_time_requirements_declares_the_folder_above() -> None:
    base = manifest("api/requirements/base.txt", declares=False, needs=DependencyKind.RUNTIME)
    assert Homes([base], {}).keys == {("api", PYPI)}


def test_a_folder_of_development_requirements_declares_nothing() -> None:
    dev = manifest("api/requirements/dev.txt", declares=False, needs=DependencyKind.DEV)
    assert Homes([dev], {}).keys == frozenset()


def test_a_set_up_folder_speaks_for_what_lies_above_unless_that_is_declared() -> None:
    assert keys("docker/requirements.txt") == {"."}
    assert keys("requirements.txt", "docker/requirements.txt") == {".", "docker"}


def test_tests_and_skeletons_declare_nothing_beside_production() -> None:
    roles = {"tests/requirements.txt": Role.TEST}
    assert keys("api/requirements.txt", "tests/requirements.txt", "cli/templates/requirements.txt", roles=roles) == {
        "api"
    }
    assert keys("tests/requirements.txt", roles=roles) == {"tests"}


def test_the_nearest_is_the_folder_itself_or_the_next_above_on_the_same_side() -> None:
    declared = {(".", PYPI), ("a/b", PYPI), ("a", NPM)}
    assert nearest(declared, "a/b", PYPI) == ("a/b", PYPI)
    assert nearest(declared, "a/c/d", PYPI) == (".", PYPI)
    assert nearest(declared, "a/b/c", NPM) == ("a", NPM)
    assert nearest(declared, "b", NPM) is None
