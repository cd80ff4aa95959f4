from __future__ import annotations

from manifests.helpers import locks, read_one

METADATA = "Metadata-Version: 2.1\nName: Zope.Interface\nVersion: 6.0\nRequires-Dist: setuptools\n\nName: not me\n"


def test_metadata_of_an_installed_package() -> None:
    for path in ("lib/zope.dist-info/METADATA", "zope.egg-info/PKG-INFO", "zope-6.0-py3.8.egg-info"):
        manifest = read_one(path, METADATA)
        assert locks(manifest) == [("zope-interface", "6.0", 2, None, None)]
        assert not manifest.declares_component
        assert manifest.dependencies == ()


def test_metadata_without_a_version_is_named() -> None:
    manifest = read_one("a.dist-info/METADATA", "Name: a\n")
    assert [error.message for error in manifest.errors] == [
        "no name and version: not the metadata of an installed package"
    ]
