from __future__ import annotations

import json

from manifests.helpers import locks, read_one


def test_version_4() -> None:
    lock = {
        "version": "4",
        "specifiers": {"npm:express@^4.18": "4.18.2", "jsr:@std/path@1": "1.0.0"},
        "npm": {"accepts@1.3.8": {"integrity": "x"}, "express@4.18.2": {"integrity": "y"}},
    }
    assert locks(read_one("deno.lock", json.dumps(lock, indent=2))) == [
        ("accepts", "1.3.8", 8, False, None),
        ("express", "4.18.2", 11, True, None),
    ]


def test_version_3() -> None:
    lock = {
        "version": "3",
        "packages": {
            "specifiers": {"npm:@scope/a@1": "npm:@scope/a@1.0.0"},
            "npm": {"@scope/a@1.0.0": {"integrity": "x"}},
        },
    }
    assert locks(read_one("deno.lock", json.dumps(lock, indent=2))) == [("@scope/a", "1.0.0", 8, True, None)]


def test_packages_of_jsr_and_deno_land() -> None:
    text = """{
  "version": "4",
  "specifiers": {"jsr:@std/bytes@^1.0.0": "1.0.2", "npm:chalk@5": "5.3.0"},
  "jsr": {
    "@std/bytes@1.0.2": {
      "integrity": "x"
    }
  },
  "npm": {
    "@scope/typedoc@0.28.19_typescript@6.0.3": {
      "integrity": "x"
    }
  },
  "remote": {"https://deno.land/x/oak@v12.6.1/mod.ts": "x", "https://deno.land/x/oak@v12.6.1/body.ts": "x"}
}
"""
    assert [(item.name, item.version, item.direct) for item in read_one("deno.lock", text).locked] == [
        ("@scope/typedoc", "0.28.19", False),
        ("jsr:@std/bytes", "1.0.2", True),
        ("https://deno.land/x/oak", "12.6.1", None),
    ]
