from __future__ import annotations

from manifests.helpers import locks, read_one

TEXT = """{
    "_meta": {
        "hash": {
            "sha256": "0"
        }
    },
    "default": {
        "Flask": {
            "hashes": [],
            "version": "==2.3.2"
        },
        "lib": {
            "git": "https://git.example/lib.git",
            "ref": "abc"
        }
    },
    "develop": {
        "pytest": {
            "version": "==7.4.0"
        }
    }
}
"""


def test_categories() -> None:
    assert locks(read_one("Pipfile.lock", TEXT)) == [
        ("flask", "2.3.2", 8, None, False),
        ("lib", "", 12, None, False),
        ("pytest", "7.4.0", 18, None, True),
    ]


def test_what_stands_before_the_damage_is_read() -> None:
    manifest = read_one("Pipfile.lock", TEXT[: TEXT.index('"develop"')])
    assert [item.name for item in manifest.locked] == ["flask", "lib"]
    assert manifest.errors[0].message.startswith("not valid JSON")
