"""The README that speaks for a folder."""

from __future__ import annotations

from stackfit.components import find_readmes
from stackfit.model.kinds import Language, Role
from stackfit.model.source import SourceFile


def find(*paths: str) -> dict[str, str]:
    languages = {"py": Language.PYTHON, "ipynb": Language.NOTEBOOK}
    return find_readmes(
        SourceFile(path=path, size=1, role=Role.PRODUCTION, language=languages.get(path.rpartition(".")[2]))
        for path in paths
    )


def test_each_folder_has_its_own() -> None:
    assert find("README.md", "api/Readme.rst", "web/a.txt") == {".": "README.md", "api": "api/Readme.rst"}


def test_a_translation_speaks_only_where_there_is_no_other() -> None:
    assert find("README.de.md", "README.md") == {".": "README.md"}
    assert find("README.de.md") == {".": "README.de.md"}


def test_code_and_other_names_are_no_readme() -> None:
    assert find("readme.py", "readme.ipynb", "readme_tool.sh", "NOTREADME.md") == {}
