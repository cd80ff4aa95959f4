from __future__ import annotations

from manifests.helpers import brief, read_one

TABLES = """[{0}dependencies]
python = ">=3.11"
pytorch = "*"
cmake = "*"

[{0}pypi-dependencies]
mine = {{ path = ".", editable = true }}
fastapi = ">=0.100"

[{0}feature.test.dependencies]
pytest = "*"

[{0}tasks]
serve = "uvicorn app:app"
"""


def test_pixi_toml() -> None:
    manifest = read_one("pixi.toml", '[workspace]\nname = "vision"\n' + TABLES.format(""))
    assert brief(manifest) == [("torch", "runtime", 5), ("fastapi", "runtime", 10), ("pytest", "dev", 13)]
    assert (manifest.name, manifest.declares_component) == ("vision", True)
    assert manifest.pins[0].version == ">=3.11"
    assert manifest.scripts[0].command == "uvicorn app:app"


def test_tables_of_pyproject() -> None:
    manifest = read_one("pyproject.toml", TABLES.format("tool.pixi."))
    assert [name for name, _, _ in brief(manifest)] == ["torch", "fastapi", "pytest"]
