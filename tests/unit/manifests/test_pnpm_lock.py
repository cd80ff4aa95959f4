from __future__ import annotations

from manifests.helpers import locks, read_one

NINE = """lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

importers:

  .:
    dependencies:
      express:
        specifier: ^4.18.0
        version: 4.18.2(supports-color@9.0.0)
      short:
        specifier: npm:long-name@^1
        version: long-name@1.0.0
    devDependencies:
      '@types/node':
        specifier: ^20
        version: 20.1.0

  packages/ui:
    dependencies:
      express:
        specifier: ^4.0.0
        version: 4.18.2
      shared:
        specifier: workspace:*
        version: link:../shared

packages:

  '@types/node@20.1.0':
    resolution: {integrity: sha512-a}

  accepts@1.3.8:
    resolution: {integrity: sha512-b}
    engines: {node: '>= 0.6'}
    deprecated: 'it''s old: move on'

  express@4.18.2:
    resolution: {integrity: sha512-c}
    deprecated: |-
      First line.
      Second line.

  long-name@1.0.0:
    resolution: {integrity: sha512-d}

snapshots:

  accepts@1.3.8: {}

  express@4.18.2(supports-color@9.0.0):
    dependencies:
      accepts: 1.3.8
"""
SIX = """lockfileVersion: '6.0'

dependencies:
  koa:
    specifier: ^2.14.0
    version: 2.14.2

packages:

  /@koa/router@12.0.0(koa@2.14.2):
    resolution: {integrity: sha512-a}
    dev: true

  /koa@2.14.2:
    resolution: {integrity: sha512-b}
    dev: false
"""
FIVE = """lockfileVersion: 5.4

specifiers:
  '@nestjs/core': ^9.0.0
  vue: ^3.2.0

dependencies:
  '@nestjs/core': 9.4.0_rxjs@7.8.0

devDependencies:
  vue: 3.2.0

packages:

  /@nestjs/core/9.4.0_rxjs@7.8.0:
    resolution: {integrity: sha512-a}
    dev: false

  /vue/3.2.0:
    resolution: {integrity: sha512-b}
    dev: true

  github.com/acme/lib/0123abc:
    resolution: {tarball: https://codeload.github.com/acme/lib/tar.gz/0123abc}
    name: lib
    version: 1.5.0
    dev: false
"""


def test_version_9() -> None:
    manifest = read_one("pnpm-lock.yaml", NINE)
    assert locks(manifest) == [
        ("@types/node", "20.1.0", 32, True, True),
        ("accepts", "1.3.8", 35, False, None),
        ("express", "4.18.2", 40, True, False),
        ("long-name", "1.0.0", 46, True, False),
    ]
    assert manifest.locked[1].deprecated == "it's old: move on"
    assert manifest.locked[2].deprecated == "First line. Second line."
    assert manifest.locked[2].requested == ("^4.0.0", "^4.18.0")
    assert manifest.errors == ()


def test_version_6() -> None:
    assert locks(read_one("pnpm-lock.yaml", SIX)) == [
        ("@koa/router", "12.0.0", 10, False, True),
        ("koa", "2.14.2", 14, True, False),
    ]


def test_version_5() -> None:
    manifest = read_one("pnpm-lock.yaml", FIVE)
    assert locks(manifest) == [
        ("@nestjs/core", "9.4.0", 15, True, False),
        ("vue", "3.2.0", 19, True, True),
        ("lib", "1.5.0", 23, False, False),
    ]
    assert manifest.locked[1].requested == ("^3.2.0",)


def test_damage_is_named() -> None:
    assert read_one("pnpm-lock.yaml", "<<<<<<< HEAD\n" + NINE).errors[0].line == 1
    assert read_one("pnpm-lock.yaml", "hello").errors[0].message.startswith("no lockfileVersion")


def test_the_last_document_is_the_projects() -> None:
    first = (
        "---\nlockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    packageManagerDependencies:\n      pnpm:\n"
        "        specifier: 12.0.0\n        version: 12.0.0\n\npackages:\n\n  pnpm@12.0.0:\n    hasBin: true\n\n"
    )
    last = (
        "---\nlockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      ws:\n"
        "        specifier: ^8.0.0\n        version: 8.1.0\n\npackages:\n\n  ws@8.1.0:\n    engines: {node: '>=10'}\n\n"
        "  own@file:own:\n    resolution: {directory: own, type: directory}\n"
    )
    manifest = read_one("pnpm-lock.yaml", first + last)
    assert [(item.name, item.version, item.direct) for item in manifest.locked] == [("ws", "8.1.0", True)]


def test_a_file_that_was_cut_short_still_names_what_is_direct() -> None:
    text = "lockfileVersion: 5.4\n\nspecifiers:\n  ws: ^8.0.0\n\ndependencies:\n  ws: 8.1.0\n  own: link:../own\n"
    assert locks(read_one("pnpm-lock.yaml", text)) == [("ws", "8.1.0", 7, True, False)]
