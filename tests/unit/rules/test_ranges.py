"""How new a version a range allows, in the notations of both registries."""

from __future__ import annotations

import pytest

from stackfit.catalogue.lifecycles import numbers
from stackfit.model.kinds import Ecosystem
from stackfit.rules.ranges import bound, just_after


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("^3.4.0", (4,)),
        ("^0.12.3", (0, 13)),
        ("~3.2.1", (3, 3)),
        ("3.x", (4,)),
        ("8", (9,)),
        ("<=2", (3,)),
        (">= 1.0.0 < 3", (3,)),
        ("1.2 - 2.3", (2, 4)),
        ("^1 || ^2.1", (3,)),
        ("^1 || >=2", None),
        (">=3", None),
        ("*", None),
        ("latest", None),
        ("", None),
        ("npm:other@^1", None),
        ("github:someone/thing#v1.0.0", None),
    ],
)
def test_npm_ranges(text: str, below: tuple[int, ...] | None) -> None:
    assert bound(text, Ecosystem.NPM) == below


@pytest.mark.parametrize(
    ("text", "below"),
    [
        (">=1.8,<2.0", (2,)),
        ("~=1.8.0", (1, 9)),
        ("~=1.8", (2,)),
        ("==2.*", (3,)),
        ("^3.2", (4,)),
        ("<2,!=1.9", (2,)),
        (">=1.3", None),
        ("@ git+https://example.com/a.git", None),
    ],
)
def test_python_ranges(text: str, below: tuple[int, ...] | None) -> None:
    assert bound(text, Ecosystem.PYPI) == below


@pytest.mark.parametrize("text", ["==1.8.3", "===1.8.3", "1.8.3", "<=1.8.3"])
def test_an_exact_version_allows_itself_and_nothing_newer(text: str) -> None:
    found = bound(text, Ecosystem.PYPI)
    assert found is not None
    assert numbers("1.8.3") < found < numbers("1.8.4")


def test_just_after_an_installed_version() -> None:
    found = just_after("v2.0.0-rc.1")
    assert found is not None
    assert numbers("2.0") < found < numbers("2.0.1")
    assert just_after("unknown") is None
