from __future__ import annotations

from manifests.helpers import brief, read_one, read_tree


def test_pep621_with_extras_groups_and_scripts() -> None:
    text = """[build-system]
requires = ["setuptools", "Cython"]
[project]
name = "shop"
requires-python = ">=3.9"
classifiers = ["Framework :: Django", "Private :: Do Not Upload"]
dependencies = [
    "Django~=5.0",
    "redis; extra == 'cache'",
]
[project.optional-dependencies]
dev = ["pytest"]
ml = ["torch"]
[project.scripts]
shop = "shop.cli:main"
[project.entry-points.pytest11]
shop = "shop.plugin"
[dependency-groups]
lint = ["ruff", {include-group = "types"}]
types = ["mypy"]
prod = ["gunicorn"]
"""
    manifest = read_one("pyproject.toml", text)
    assert brief(manifest) == [
        ("setuptools", "build", 2),
        ("cython", "build", 2),
        ("django", "runtime", 8),
        ("redis", "optional", 9),
        ("pytest", "dev", 12),
        ("torch", "optional", 13),
        ("ruff", "dev", 19),
        ("mypy", "dev", 20),
        ("mypy", "dev", 20),
        ("gunicorn", "runtime", 21),
    ]
    assert [(item.name, item.command, item.location.line) for item in manifest.entry_points] == [
        ("shop", "shop.cli:main", 15)
    ]
    assert {"native-extension", "pytest-plugin", "private", "classifier:Framework :: Django"} <= manifest.flags
    assert [(pin.version, pin.location.line) for pin in manifest.pins] == [(">=3.9", 5)]


def test_poetry() -> None:
    text = """[tool.poetry]
name = "bot"
[tool.poetry.dependencies]
python = "^3.10"
aiohttp = {version = "^3.9", extras = ["speedups"]}
boto3 = {version = "*", optional = true}
numpy = [{version = "1.0", python = "<3.9"}, {version = "2.0"}]
local = {path = "../local"}
[tool.poetry.extras]
aws = ["boto3"]
[tool.poetry.group.test.dependencies]
pytest = "^8"
[tool.poetry.dev-dependencies]
black = "*"
[tool.poetry.scripts]
bot = "bot:main"
"""
    manifest = read_one("pyproject.toml", text)
    assert brief(manifest) == [
        ("aiohttp", "runtime", 5),
        ("boto3", "optional", 6),
        ("numpy", "runtime", 7),
        ("local", "runtime", 8),
        ("black", "dev", 14),
        ("pytest", "dev", 12),
    ]
    assert manifest.dependencies[1].group == "aws"
    assert manifest.pins[0].version == "^3.10"
    assert manifest.name == "bot"


def test_a_file_that_only_configures_tools_is_no_component() -> None:
    manifest = read_one("pyproject.toml", "[tool.ruff]\nline-length = 100\n[dependency-groups]\ndev = ['ruff']\n")
    assert not manifest.declares_component
    assert brief(manifest) == [("ruff", "dev", 4)]


def test_dynamic_dependencies_come_from_the_files_named() -> None:
    tree = {
        "lib/pyproject.toml": '[project]\nname = "x"\ndynamic = ["dependencies"]\n'
        '[tool.setuptools.dynamic]\ndependencies = {file = ["deps.txt", "gone.txt"]}\n',
        "lib/deps.txt": "\nflask\n",
    }
    manifest = read_tree(tree)["lib/pyproject.toml"]
    assert [(item.name, item.location.path, item.location.line) for item in manifest.dependencies] == [
        ("flask", "lib/deps.txt", 2)
    ]
    assert "gone.txt" in manifest.errors[0].message


def test_tables_of_other_tools() -> None:
    text = """[tool.uv]
dev-dependencies = ["pytest"]
[tool.uv.workspace]
members = ["packages/*"]
[tool.pdm.dev-dependencies]
lint = ["flake8"]
[tool.hatch.envs.docs]
dependencies = ["mkdocs"]
[tool.poe.tasks]
serve = "uvicorn app:app"
migrate = {cmd = "alembic upgrade head"}
[tool.flit.metadata]
module = "old"
requires = ["attrs"]
"""
    manifest = read_one("pyproject.toml", text)
    assert brief(manifest) == [
        ("pytest", "dev", 2),
        ("flake8", "dev", 6),
        ("mkdocs", "dev", 8),
        ("attrs", "runtime", 14),
    ]
    assert manifest.workspaces == ("packages/*",)
    assert [(task.name, task.command) for task in manifest.scripts] == [
        ("serve", "uvicorn app:app"),
        ("migrate", "alembic upgrade head"),
    ]
    assert manifest.declares_component
    assert manifest.name == "old"


def test_wrong_types_are_passed_over() -> None:
    text = (
        '[project]\nname = 3\ndependencies = "flask"\nscripts = ["x"]\nkeywords = {a = 1}\n[tool.poetry]\ngroup = 4\n'
    )
    manifest = read_one("pyproject.toml", text)
    assert manifest.dependencies == ()
    assert manifest.declares_component


def test_a_broken_table_leaves_the_others() -> None:
    manifest = read_one("pyproject.toml", '[project]\ndependencies = ["flask"]\n[tool.x]\ny = = 1\n')
    assert brief(manifest) == [("flask", "runtime", 2)]
    assert manifest.errors[0].line == 4
