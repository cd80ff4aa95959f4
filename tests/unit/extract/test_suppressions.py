import pytest

from stackfit.extract import extract_facts
from stackfit.model.facts import Suppression
from stackfit.model.kinds import Language


def read(source: str, language: Language) -> tuple[Suppression, ...]:
    return extract_facts("a", language, source.encode()).suppressions


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# stackfit: ignore", Suppression(1, (), "")),
        ("# stackfit: ignore[SF101] slow is fine", Suppression(1, ("SF101",), "slow is fine")),
        (
            "x()  # stackfit: ignore[SF101, SF202] why until=2026-01-01",
            Suppression(1, ("SF101", "SF202"), "why", "2026-01-01"),
        ),
        ("# stackfit: ignore[SF101] why (until=2026-01-01).", Suppression(1, ("SF101",), "why", "2026-01-01")),
        ("# stackfit: ignore[SF101] why, until=2026-01-01.", Suppression(1, ("SF101",), "why,", "2026-01-01")),
        ("# stackfit: ignore[SF101] until=2026-1-1 why", Suppression(1, ("SF101",), "why", "2026-1-1")),
        ("# stackfit: ignore[SF101] until=soon", Suppression(1, ("SF101",), "", "soon")),
    ],
)
def test_comments_in_python(comment: str, expected: Suppression) -> None:
    assert read(comment, Language.PYTHON) == (expected,)


def test_comments_in_javascript() -> None:
    source = "f(); // stackfit: ignore[SF101] why\n/* x\n   stackfit: ignore[SF102] later */\n"
    assert read(source, Language.JAVASCRIPT) == (
        Suppression(1, ("SF101",), "why"),
        Suppression(3, ("SF102",), "later"),
    )


def test_strings_suppress_nothing() -> None:
    assert read('x = "# stackfit: ignore"\n', Language.PYTHON) == ()
    assert read("x = `// stackfit: ignore`\n", Language.TYPESCRIPT) == ()
