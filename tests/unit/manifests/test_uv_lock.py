from __future__ import annotations

from manifests.helpers import locks, read_one

REGISTRY = 'source = { registry = "https://registry.example/simple" }\n'
LOCK = f"""version = 1
requires-python = ">=3.10"

[[package]]
name = "anyio"
version = "4.3.0"
{REGISTRY}
[[package]]
name = "api"
version = "0.1.0"
source = {{ editable = "." }}
dependencies = [
    {{ name = "fastapi" }},
]

[package.optional-dependencies]
fast = [
    {{ name = "orjson" }},
]

[package.dev-dependencies]
dev = [
    {{ name = "pytest" }},
]

[[package]]
name = "fastapi"
version = "0.110.2"
{REGISTRY}dependencies = [
    {{ name = "anyio" }},
]

[[package]]
name = "iniconfig"
version = "2.0.0"
{REGISTRY}
[[package]]
name = "orjson"
version = "3.10.0"
{REGISTRY}
[[package]]
name = "pytest"
version = "8.0.0"
{REGISTRY}dependencies = [
    {{ name = "iniconfig" }},
]
"""


def test_direct_and_development_packages_are_told() -> None:
    manifest = read_one("uv.lock", LOCK)
    assert locks(manifest) == [
        ("anyio", "4.3.0", 4, False, False),
        ("fastapi", "0.110.2", 27, True, False),
        ("iniconfig", "2.0.0", 35, False, True),
        ("orjson", "3.10.0", 40, True, False),
        ("pytest", "8.0.0", 45, True, True),
    ]
    assert manifest.errors == ()


def test_without_a_member_nothing_is_said_of_directness() -> None:
    manifest = read_one("uv.lock", f'[[package]]\nname = "a"\nversion = "1"\n{REGISTRY}')
    assert locks(manifest) == [("a", "1", 1, None, None)]


def test_a_folder_is_no_package_and_scripts_have_lockfiles_too() -> None:
    text = (
        'version = 1\n[[package]]\nname = "httpx"\nversion = "0.28.1"\nsource = { registry = "https://x" }\n'
        '[[package]]\nname = "own"\nversion = "1.0"\nsource = { directory = "../own" }\n'
    )
    for path in ("uv.lock", "report.py.lock"):
        assert [item.name for item in read_one(path, text).locked] == ["httpx"]
