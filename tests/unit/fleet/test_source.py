"""Sources: what a line may say, and what it is called in results."""

from __future__ import annotations

from pathlib import Path

import pytest

from stackfit.fleet.source import parse_source


@pytest.mark.parametrize(
    ("text", "name", "ref", "subpath"),
    [
        ("https://git.example/team/shop.git", "shop", "", ""),
        ("https://git.example/team/shop#main", "shop", "main", ""),
        ("https://git.example/team/shop.git#release/2:services/api/", "shop/services/api", "release/2", "services/api"),
        ("ssh://git@git.example:2222/shop#:api", "shop/api", "", "api"),
        ("git@git.example:team/shop.git", "shop", "", ""),
        ("file:///srv/git/shop", "shop", "", ""),
    ],
)
def test_urls(text: str, name: str, ref: str, subpath: str) -> None:
    source = parse_source(text, Path())
    assert (source.problem, source.remote) == ("", True)
    assert (source.name, source.ref, source.subpath) == (name, ref, subpath)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("https://git.example/team/shop", "https://git.example/team/shop"),
        ("https://Git.Example/team/shop.git", "https://git.example/team/shop"),
        ("https://user:secret@git.example/team/shop/", "https://git.example/team/shop"),
        ("https://token@git.example:8443/shop#main", "https://git.example:8443/shop#main"),
        ("git@git.example:team/shop.git", "git@git.example:team/shop"),
    ],
)
def test_one_repository_has_one_name_and_no_password_in_it(text: str, same: str) -> None:
    assert parse_source(text, Path()).id == same


@pytest.mark.parametrize(
    "text",
    [
        "http://git.example/shop",
        "ext::sh -c touch% owned",
        "ftp://git.example/shop",
        "https://-oProxyCommand=touch/shop",
        "ssh://-oProxyCommand=touch/shop",
        "https://git.example/",
        "https://[::1/shop",
        "https://git.example/shop#--upload-pack=touch",
        "https://git.example/shop#a..b",
        "https://git.example/shop#main:../other",
        "https://git.example/shop#main:a//b",
        "no/such/folder",
        "line\x1b[2J",
        "x" * 5_000,
    ],
)
def test_what_cannot_be_used_is_a_source_with_a_problem(text: str) -> None:
    assert parse_source(text, Path()).problem


def test_folders_start_at_the_folder_of_the_list(tmp_path: Path) -> None:
    (tmp_path / "shop" / "api").mkdir(parents=True)
    assert parse_source("shop", tmp_path).id == str(tmp_path.resolve() / "shop")
    narrowed = parse_source("shop#:api", tmp_path)
    assert (narrowed.remote, narrowed.subpath, narrowed.name) == (False, "api", "shop/api")
    assert parse_source("shop#:lib", tmp_path).problem == "has no folder 'lib'"


def test_a_folder_may_have_a_mark_in_its_name(tmp_path: Path) -> None:
    (tmp_path / "c#").mkdir()
    assert parse_source("c#", tmp_path).location.endswith("c#")


def test_a_folder_at_a_ref_is_cloned(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    source = parse_source("shop#v1", tmp_path)
    assert (source.remote, source.ref) == (True, "v1")
    assert source.location.startswith("file:///")
