"""Knowledge of the user's own is read like ours, is bounded, and is only data."""

from __future__ import annotations

from pathlib import Path

import pytest

from stackfit.catalogue.user_callables import extend_callables
from stackfit.catalogue.user_rules import MAX_BYTES, extend_catalogue, extend_dead_packages, load_extensions
from stackfit.errors import DataError
from stackfit.model.kinds import Ecosystem

TECHNOLOGY = '[[technology]]\nid = "acme-bus"\nname = "Acme Bus"\ncategory = "messaging"\npypi = ["acme-bus"]\n'
CALLABLES = """
[[python.blocking]]
kind = "network"
cost = "heavy"
module = "acme"
names = ["{get,post}", "Bus().send"]
instead = "await acme.aio.get(...)"

[[python.entry]]
kind = "message"
what = "Acme handler"
decorators = ["acme.on_message"]

[python.offloaders]
calls = ["acme.in_thread"]

[[node.blocking]]
kind = "cpu"
cost = "heavy"
module = "acme-hash"
names = ["hashSync"]
"""
DEPRECATED = '[[deprecated]]\necosystem = "npm"\nname = "acme-old"\nkind = "archived"\nsince = "2024"\nsource = "us"\n'


def write(place: Path, text: str) -> str:
    path = place / "acme.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_technologies_are_found_by_their_names(tmp_path: Path) -> None:
    catalogue = extend_catalogue(load_extensions([write(tmp_path, TECHNOLOGY + 'matches = ["pypi:acme-bus"]\n')]))
    assert [entry.id for entry in catalogue.for_module("acme_bus", python=True)] == ["acme-bus"]
    assert catalogue.for_module("flask", python=True)


def test_callables_stand_beside_ours(tmp_path: Path) -> None:
    known = extend_callables([item.callables for item in load_extensions([write(tmp_path, CALLABLES)])])
    sent = known.python.blocking.get("acme.Bus().send")
    assert sent is not None
    assert sent.replacements == (("", "await acme.aio.get(...)"),)
    assert "acme.post" in known.python.blocking
    assert "time.sleep" in known.python.blocking
    assert "acme.in_thread" in known.python.offloaders
    assert known.python.decorations.get("acme.on_message") is not None
    assert "acme-hash.hashSync" in known.node.blocking


def test_deprecated_packages_stand_beside_ours(tmp_path: Path) -> None:
    known = extend_dead_packages(load_extensions([write(tmp_path, DEPRECATED)]))
    assert known[Ecosystem.NPM, "acme-old"].kind == "archived"
    assert len(known) > 100


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[rules]]\n", "did you mean 'rule'"),
        (TECHNOLOGY.replace("acme-bus", "flask", 1), "there is a technology of this id"),
        (TECHNOLOGY + "workloads = { chat = 0.5 }\n", "workload"),
        (TECHNOLOGY + 'concurrency = ["fast"]\n', "unknown value 'fast'"),
        (TECHNOLOGY + 'matches = ["pypi:other"]\n', "does not hold"),
        (TECHNOLOGY + 'files = ["*a*b*c*d"]\n', "stars"),
        (CALLABLES.replace('"heavy"', '"huge"', 1), "python.blocking[0].cost"),
        (CALLABLES.replace("{get,post}", "{a,b,c,d,e}" * 3), "too many choices"),
        (CALLABLES.replace("instead", "replace"), "instead"),
        (DEPRECATED.replace("archived", "sad"), "kind"),
        ("a = [\n", "cannot be read as TOML"),
        ("[" * 5_000, "cannot be read as TOML"),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(DataError) as caught:
        extend_catalogue(load_extensions([write(tmp_path, text)]))
    assert words in str(caught.value)
    assert "acme.toml" in str(caught.value)


def test_files_are_bounded(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="larger than"):
        load_extensions([write(tmp_path, "#" * (MAX_BYTES + 1))])
    with pytest.raises(DataError, match="more than 20 files"):
        load_extensions(f"{number}.toml" for number in range(21))
    with pytest.raises(DataError, match="cannot be read"):
        load_extensions([str(tmp_path)])
