from __future__ import annotations

from manifests.helpers import locks, read_one

CONDA_LOCK = """version: 1
metadata:
  content_hash:
    linux-64: 0f1e
package:
- name: numpy
  version: 1.26.4
  manager: conda
  platform: linux-64
  dependencies:
    python: '>=3.9,<3.10.0a0'
  category: main
- name: pytorch
  version: 2.2.0
  manager: conda
  platform: linux-64
  category: main
- name: numpy
  version: 1.26.4
  manager: conda
  platform: osx-64
  category: main
- name: Pytest
  version: '8.0.0'
  manager: pip
  platform: linux-64
  category: dev
- name: libgcc-ng
  version: 13.2.0
  manager: conda
  platform: linux-64
  category: main
"""

PIXI = """version: 6
environments:
  default:
    channels:
    - url: https://conda.example.org/conda-forge/
    packages:
      linux-64:
      - conda: https://conda.example.org/conda-forge/linux-64/numpy-2.1.0-py312h58c1407_0.conda
packages:
- conda: https://conda.example.org/conda-forge/linux-64/numpy-2.1.0-py312h58c1407_0.conda
  sha256: aa
  depends:
  - python >=3.12
- pypi: https://files.example.org/fastapi-0.115.0-py3-none-any.whl
  name: fastapi
  version: 0.115.0
  requires_dist:
  - starlette
- pypi: ./
  name: shop
"""

EXPLICIT = """# platform: linux-64
@EXPLICIT
https://conda.example.org/conda-forge/linux-64/pandas-2.2.1-py311h320fe9a_0.conda#0a1b
https://conda.example.org/conda-forge/noarch/python-dateutil-2.9.0-pyhd8ed1ab_0.tar.bz2
"""


def test_conda_lock_lists_each_version_once() -> None:
    assert locks(read_one("conda-lock.yml", CONDA_LOCK)) == [
        ("numpy", "1.26.4", 6, None, False),
        ("torch", "2.2.0", 13, None, False),
        ("pytest", "8.0.0", 23, None, True),
    ]


def test_pixi_lock_names_conda_packages_by_their_archive() -> None:
    assert locks(read_one("pixi.lock", PIXI)) == [
        ("numpy", "2.1.0", 10, None, None),
        ("fastapi", "0.115.0", 14, None, None),
    ]


def test_explicit_list() -> None:
    assert locks(read_one("conda-linux-64.lock", EXPLICIT)) == [
        ("pandas", "2.2.1", 3, None, None),
        ("python-dateutil", "2.9.0", 4, None, None),
    ]


def test_what_is_no_lockfile_is_named() -> None:
    for path in ("conda-lock.yml", "pixi.lock", "conda-linux-64.lock"):
        manifest = read_one(path, "version: [")
        assert manifest.locked == ()
        assert len(manifest.errors) == 1
