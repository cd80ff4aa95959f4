"""What a component provides itself."""

from __future__ import annotations

from stackfit.model.component import Component
from stackfit.model.kinds import Ecosystem, Language, Role
from stackfit.model.source import SourceFile
from stackfit.technology.own import is_own, own_python_modules, script_folder_modules


def source(path: str) -> SourceFile:
    return SourceFile(path=path, size=1, role=Role.PRODUCTION, language=Language.PYTHON)


def component(*paths: str, path: str = ".") -> Component:
    files = tuple(map(source, paths))
    return Component(path=path, name="x", ecosystem=Ecosystem.PYPI, role=Role.PRODUCTION, files=files)


def test_packages_and_modules_at_the_top_are_its_own() -> None:
    assert own_python_modules(component("shop/__init__.py", "tool.py", "setup.py")) == {"shop", "tool"}


def test_a_source_folder_is_looked_through() -> None:
    assert own_python_modules(component("src/shop/a.py", "lib/tools/b.py")) >= {"shop", "tools"}


def test_a_component_below_the_root_has_its_own_top() -> None:
    assert own_python_modules(component("parts/one/one/a.py", path="parts/one")) == {"one"}


def test_a_package_does_not_see_its_siblings_as_top_level_modules() -> None:
    beside = script_folder_modules(component("shop/__init__.py", "shop/redis.py", "jobs/redis.py", "jobs/run.py"))
    assert "shop" not in beside
    assert is_own("redis", source("jobs/run.py"), frozenset(), beside)
    assert not is_own("redis", source("shop/__init__.py"), frozenset(), beside)


def test_relative_imports_are_always_its_own() -> None:
    assert is_own(".redis", source("a.py"), frozenset(), {})
    assert is_own("shop.redis", source("a.py"), frozenset({"shop"}), {})
