"""The text pass before functions are counted: it may say yes too often, but not no."""

from __future__ import annotations

import pytest

from stackfit.model.kinds import Language
from stackfit.rules.branch_words import branch_words, may_be_complex, most_branches

_MANY = "".join(f"    if a == {n} and b:\n        return {n}\n" for n in range(20))


def test_the_words_of_a_function_are_counted_with_those_inside_it() -> None:
    assert most_branches(f"def f(a, b):\n{_MANY}") == 40
    assert (
        most_branches(
            "class A:\n    def f(a):\n        def g():\n            if a:\n                pass\n        if a: pass\n"
        )
        == 2
    )


def test_words_of_other_functions_of_classes_and_of_comments_do_not_count() -> None:
    methods = "".join(f"    def f{n}(self):\n        # if or and\n        if self: pass\n" for n in range(50))
    assert most_branches(f"class A:\n{methods}") == 1


@pytest.mark.parametrize(
    ("text", "python", "expected"),
    [
        (f"async def f(a, b):\n{_MANY}", True, True),
        ("def f(a):\n    return a\n" * 100, True, False),
        ("function f(a) {" + "if (a && b) {}" * 20 + "}", False, True),
        ("function f(a) { return a }" * 100, False, False),
    ],
)
def test_files_are_told_apart(text: str, python: bool, expected: bool) -> None:
    language = Language.PYTHON if python else Language.JAVASCRIPT
    assert may_be_complex(branch_words(text, language), 31, python=python) is expected
