from __future__ import annotations

from manifests.helpers import locks, read_one, read_tree

LOCK = """{
  "lockfileVersion": 1,
  "workspaces": {
    "": {
      "name": "shop",
      "dependencies": {
        "hono": "^4.0.0",
      },
      "devDependencies": {
        "typescript": "^5.0.0",
      },
    },
    "ui": {
      "name": "ui",
      "dependencies": {
        "semver": "^6.0.0",
      },
    },
  },
  "packages": {
    "hono": ["hono@4.2.0", "", {}, "sha512-a"],

    "semver": ["semver@7.6.0", "", { "bin": { "semver": "bin/semver.js" } }, "sha512-b"],

    "typescript": ["typescript@5.4.2", "", {}, "sha512-c"],

    "ui": ["ui@workspace:ui"],

    "ui/semver": ["semver@6.3.1", "", {}, "sha512-d"],

    "yallist": ["yallist@4.0.0", "", {}, "sha512-e"],
  }
}
"""


def test_packages() -> None:
    manifest = read_one("bun.lock", LOCK)
    assert locks(manifest) == [
        ("hono", "4.2.0", 21, True, False),
        ("semver", "7.6.0", 23, True, False),
        ("typescript", "5.4.2", 25, True, True),
        ("semver", "6.3.1", 29, True, False),
        ("yallist", "4.0.0", 31, False, None),
    ]
    assert manifest.errors == ()


def test_another_layout_is_read_as_well() -> None:
    manifest = read_one("bun.lock", '{"packages": {"hono": ["hono@4.2.0", "", {}, "x"]}}')
    assert locks(manifest) == [("hono", "4.2.0", 1, False, None)]


def test_a_broken_line_costs_one_package() -> None:
    manifest = read_one("bun.lock", LOCK.replace('["typescript@5.4.2", ', '["typescript@5.4.2'))
    assert len(manifest.locked) == 4
    assert [error.line for error in manifest.errors] == [25]


def test_the_binary_lockfile_is_named_unless_the_text_stands_beside_it() -> None:
    assert "binary" in read_one("bun.lockb", b"\x00\x01").errors[0].message
    assert not read_tree({"bun.lockb": b"\x00", "bun.lock": LOCK})["bun.lockb"].errors


def test_packages_on_several_lines() -> None:
    text = """{
  "lockfileVersion": 1,
  "workspaces": {
    "": {"name": "shop", "dependencies": {"axios": "1.6.0"}}
  },
  "packages": {
    "axios": [
      "axios@1.6.0",
      "",
      {}
    ],
    "shop": ["shop@root:", {}]
  }
}
"""
    manifest = read_one("bun.lock", text)
    assert [(item.name, item.version, item.location.line) for item in manifest.locked] == [("axios", "1.6.0", 7)]
    assert manifest.errors == ()
