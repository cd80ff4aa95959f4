"""Code that no manifest speaks for."""

from __future__ import annotations

from stackfit.components.stray import MIN_LINES, stray_sides
from stackfit.model.kinds import Ecosystem, Language, Role
from stackfit.model.source import SourceFile

LANGUAGES = {"py": Language.PYTHON, "js": Language.JAVASCRIPT}


def stray(
    lines: dict[str, int],
    declared: list[tuple[str, Ecosystem]],
    server_files: tuple[str, ...] = (),
    started_files: tuple[str, ...] = (),
) -> tuple[Ecosystem, ...]:
    code = [
        SourceFile(path=path, size=1, role=Role.PRODUCTION, language=LANGUAGES[path.rpartition(".")[2]])
        for path in lines
    ]
    return stray_sides(code, declared, lines, server_files, started_files)


def test_without_any_manifest_all_code_counts_however_little() -> None:
    assert stray({"src/a/x.py": 1, "src/b/y.py": 1}, []) == (Ecosystem.PYPI,)


def test_declared_code_is_not_stray() -> None:
    assert stray({"api/x.py": 500}, [("api", Ecosystem.PYPI)]) == ()
    assert stray({"api/deep/x.py": 500}, [(".", Ecosystem.PYPI)]) == ()


def test_few_helper_scripts_are_left_alone() -> None:
    assert stray({"a.js": 5000, "tool.py": MIN_LINES - 1}, [(".", Ecosystem.NPM)]) == ()
    assert stray({"a.js": 500_000, "tool.py": MIN_LINES}, [(".", Ecosystem.NPM)]) == ()


def test_scripts_that_prepare_data_are_left_alone() -> None:
    assert stray({"a.js": 10_000, "python/convert.py": 900}, [(".", Ecosystem.NPM)]) == ()


def test_one_python_program_more_among_several_counts() -> None:
    assert stray({"api/x.py": 1000, "bot/x.py": MIN_LINES}, [("api", Ecosystem.PYPI)]) == (Ecosystem.PYPI,)


def test_what_production_code_starts_counts_however_little() -> None:
    lines, declared = {"a.js": 5000, "tool.py": 5}, [(".", Ecosystem.NPM)]
    assert stray(lines, declared, started_files=("tool.py",)) == (Ecosystem.PYPI,)


def test_a_body_of_python_counts() -> None:
    assert stray({"a.js": 500, "jobs/x.py": MIN_LINES}, [(".", Ecosystem.NPM)]) == (Ecosystem.PYPI,)


def test_page_scripts_beside_python_are_no_component() -> None:
    assert stray({"app.py": 500, "static/a.js": 500}, [(".", Ecosystem.PYPI)]) == ()


def test_an_undeclared_server_is_one() -> None:
    lines = {"app.py": 500, "live/a.js": 500}
    assert stray(lines, [(".", Ecosystem.PYPI)], ("live/a.js",)) == (Ecosystem.NPM,)
