"""The fuzz targets hold for what once broke them, and for what hypothesis thinks of in a short time."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from fuzz.mutate import MUTATIONS, damage
from fuzz.targets import TARGETS
from hypothesis import given, settings
from hypothesis import strategies as st

REGRESSIONS = sorted((Path(__file__).parents[2] / "fuzz" / "regressions").iterdir())
REPOS = Path(__file__).parents[1] / "repos"
SEEDS = sorted(path for path in REPOS.rglob("*") if path.is_file() and path.stat().st_size < 4_000)
# Pieces that readers of all these languages know.
PIECES = (
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b"(",
        b")",
        b'"',
        b"'",
        b"\n",
        b"\n  ",
        b": ",
        b" = ",
        b", ",
        b"- ",
        b"#",
        b"//",
        b"\\",
        b"\0",
    ),
    *(
        b"import ",
        b"from x import *",
        b"async def f():\n    ",
        b"await ",
        b"require(",
        b"class A",
        b"def ",
        b"=> ",
        b"`${",
    ),
    *(
        b"dependencies",
        b"[project]",
        b"[[package]]",
        b"name",
        b"version",
        b"services:\n",
        b"FROM ",
        b"CMD ",
        b"&a ",
        b"*a",
    ),
    *(
        b"<<: ",
        b"-r ",
        b">=1",
        b"1",
        b"9" * 5_000,
        b"stackfit: ignore[SF101]",
        b"\xff",
        b"\xed\xa0\x80",
        b"\xe2\x80\xae",
    ),
)


@pytest.mark.parametrize("path", REGRESSIONS, ids=lambda path: path.name)
def test_what_once_broke_a_target(path: Path) -> None:
    TARGETS[path.name.partition("-")[0]](path.read_bytes())


@pytest.mark.parametrize("name", [name for name in TARGETS if name != "scan"])
def test_bytes_that_hypothesis_thinks_of(name: str) -> None:
    pieces = st.one_of(st.sampled_from(PIECES), st.binary(max_size=12))

    @settings(max_examples=60)
    @given(st.lists(pieces, max_size=40).map(b"".join))
    def hold(data: bytes) -> None:
        TARGETS[name](data)

    hold()


@pytest.mark.parametrize("seed", range(40))
def test_damaged_files_of_the_small_repositories(seed: int) -> None:
    random = Random(seed)
    files = random.sample(SEEDS, 6)
    parts = (
        path.name.encode()
        + b"\n"
        + damage(random, path.read_bytes(), SEEDS[seed].read_bytes())[:20_000].replace(b"\0", b"")
        for path in files
    )
    TARGETS["scan"](b"\0".join(parts))


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_a_mutation_can_be_repeated_and_takes_an_empty_file(mutation: object) -> None:
    assert callable(mutation)
    for data in (b"", b"a\nb\nc\n" * 20):
        assert mutation(Random(3), data, b"other") == mutation(Random(3), data, b"other")
