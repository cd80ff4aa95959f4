from __future__ import annotations

from stackfit.discovery.promotion import promote, promoted_roles
from stackfit.model.kinds import Language, Role
from stackfit.model.source import SourceFile


def _code(role: Role, size: int, path: str = "a.py") -> SourceFile:
    return SourceFile(path=path, size=size, role=role, language=Language.PYTHON)


def test_examples_are_the_product_where_there_is_nothing_else() -> None:
    shown = _code(Role.EXAMPLE, 1_000)
    assert promoted_roles([shown, _code(Role.PRODUCTION, 50), _code(Role.TEST, 9_000)]) == {Role.EXAMPLE}
    assert not promoted_roles([shown, _code(Role.PRODUCTION, 500)])
    assert promoted_roles([_code(Role.TOOLING, 10), _code(Role.TEST, 10)]) == {Role.TOOLING}
    assert not promoted_roles([])
    assert {file.role for file in promote([shown])} == {Role.PRODUCTION}


def test_the_examples_of_a_small_package_stay_examples() -> None:
    package = _code(Role.PRODUCTION, 50, "face/__init__.py")
    source = _code(Role.PRODUCTION, 50, "src/index.js")
    for own in (package, source):
        assert not promoted_roles([_code(Role.EXAMPLE, 1_000), own])
