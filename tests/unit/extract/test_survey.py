"""What rules ask of the text of every file: answered ahead in parts, or left to whoever asks."""

from __future__ import annotations

import pytest

from stackfit.cache import pack
from stackfit.extract.survey import Survey
from stackfit.model.kinds import Language, Role
from stackfit.model.question import TextQuestion
from stackfit.model.source import SourceFile

LENGTH = TextQuestion(name="length", languages=(Language.PYTHON,), answer=lambda text, language: len(text))
WORDS = TextQuestion(name="words", languages=tuple(Language), answer=lambda text, language: sorted(text.split()))


def files(count: int, *endings: str) -> dict[str, SourceFile]:
    languages = {".py": Language.PYTHON, ".js": Language.JAVASCRIPT, ".md": None}
    paths = [f"f{number}{ending}" for number in range(count) for ending in endings]
    return {path: SourceFile(path=path, size=9, role=Role.PRODUCTION, language=languages[path[-3:]]) for path in paths}


def read(path: str) -> bytes | None:
    return None if path.startswith("f2.") else f"b {path}".encode()


def test_each_file_is_asked_what_its_language_is_asked_for() -> None:
    found = files(150, ".py", ".js", ".md")
    survey = Survey(found.values(), (LENGTH, WORDS))
    done = {part: survey.look(part, read) for part in survey.parts}
    assert len(done) > 1
    assert survey.answer(LENGTH, found["f0.py"], done.get) == 7
    assert survey.answer(WORDS, found["f0.py"], done.get) == ["b", "f0.py"]
    assert survey.answer(LENGTH, found["f149.js"], done.get) is None
    assert survey.answer(WORDS, found["f149.js"], done.get) == ["b", "f149.js"]
    for path in ("f2.py", "f0.md"):
        assert survey.answer(WORDS, found[path], done.get) is None
    assert survey.answer(WORDS, files(151, ".py")["f150.py"], done.get) is None


@pytest.mark.parametrize("packed", [None, b"", b"{", pack({"length": 1}), pack([[1], 2])])
def test_what_is_not_there_or_damaged_is_left_to_whoever_asks(packed: bytes | None) -> None:
    found = files(3, ".py")
    survey = Survey(found.values(), (LENGTH,))
    assert survey.answer(LENGTH, found["f0.py"], lambda part: packed) is None
