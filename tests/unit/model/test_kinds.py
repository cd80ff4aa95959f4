"""The closed vocabularies print as their values and know their order."""

from __future__ import annotations

import pytest

from stackfit.model.kinds import Confidence, Language, Runtime, Severity, Side, Verdict


@pytest.mark.parametrize(
    ("runtime", "side"),
    [
        (Runtime.PYTHON, Side.PYTHON),
        (Runtime.JYTHON, Side.PYTHON),
        (Runtime.MICROPYTHON, Side.PYTHON),
        (Runtime.NODE, Side.NODE),
        (Runtime.DENO, Side.NODE),
        (Runtime.BUN, Side.NODE),
        (Runtime.BROWSER, None),
        (Runtime.NONE, None),
    ],
)
def test_the_side_of_each_runtime(runtime: Runtime, side: Side | None) -> None:
    assert runtime.side is side


def test_every_runtime_is_considered() -> None:
    assert {runtime for runtime in Runtime if runtime.side is None} == {Runtime.BROWSER, Runtime.NONE}


def test_the_other_side() -> None:
    assert Side.PYTHON.other is Side.NODE
    assert Side.NODE.other is Side.PYTHON


def test_worse_and_surer_rank_higher() -> None:
    assert Severity.INFO.rank < Severity.WARNING.rank < Severity.ERROR.rank
    assert Confidence.POSSIBLE.rank < Confidence.PROBABLE.rank < Confidence.DEFINITE.rank
    assert Verdict.UNKNOWN.rank < Verdict.FITS.rank < Verdict.STRAINED.rank < Verdict.MISFIT.rank


def test_a_notebook_is_python() -> None:
    assert {language for language in Language if language.is_python} == {Language.PYTHON, Language.NOTEBOOK}
