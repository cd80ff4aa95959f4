import pytest

from stackfit.extract.branches import BRANCH
from stackfit.extract.grammars import load_query
from stackfit.extract.javascript import JavaScriptWalker
from stackfit.extract.python import PythonWalker
from stackfit.model.kinds import Language


@pytest.mark.parametrize("language", [each for each in Language if each is not Language.NOTEBOOK])
def test_every_query_compiles_and_every_capture_has_a_handler(language: Language) -> None:
    walker = PythonWalker if language.is_python else JavaScriptWalker
    query = load_query(language)
    names = [query.capture_name(number) for number in range(query.capture_count)]
    assert [name for name in names if name[0] != "_" and not hasattr(walker, "on_" + name)] == [BRANCH]
