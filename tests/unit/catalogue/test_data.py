"""The data files are found and have a version."""

from __future__ import annotations

import re

from stackfit.catalogue.data import data_files, data_version, profiles_root


def test_the_data_is_found_in_a_checkout() -> None:
    assert (profiles_root() / "scoring" / "article.toml").is_file()


def test_data_files_are_named_in_order() -> None:
    names = [name for name, _ in data_files(profiles_root())]
    assert "scoring/current.toml" in names
    assert names == sorted(names)


def test_the_version_is_short_and_stable() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", data_version())
    assert data_version() == data_version()
