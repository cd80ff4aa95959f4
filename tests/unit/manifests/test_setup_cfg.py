from __future__ import annotations

from manifests.helpers import brief, read_one, read_tree

TEXT = """[metadata]
name = thing
keywords = web, async
classifiers =
    Framework :: AsyncIO
[options]
python_requires = >=3.8
install-requires =
    aiohttp>=3
    # a comment
    attrs ; python_version < "3.9"
[options.extras_require]
test = pytest; coverage
Speed =
    uvloop
[options.entry_points]
console_scripts =
    thing = thing.cli:main
"""


def test_declarative_metadata() -> None:
    manifest = read_one("setup.cfg", TEXT)
    assert brief(manifest) == [
        ("aiohttp", "runtime", 9),
        ("attrs", "runtime", 11),
        ("pytest", "dev", 13),
        ("coverage", "dev", 13),
        ("uvloop", "optional", 15),
    ]
    assert manifest.name == "thing"
    assert manifest.keywords == ("web", "async")
    assert "classifier:Framework :: AsyncIO" in manifest.flags
    assert manifest.pins[0].version == ">=3.8"
    assert manifest.entry_points[0].command == "thing.cli:main"


def test_file_directive() -> None:
    tree = {"setup.cfg": "[options]\ninstall_requires = file: req.txt\n", "req.txt": "flask\n"}
    assert [item.location.path for item in read_tree(tree)["setup.cfg"].dependencies] == ["req.txt"]


def test_tool_settings_alone_are_no_component() -> None:
    manifest = read_one("setup.cfg", "[flake8]\nmax-line-length = 100\nnonsense without value\n[unclosed\n")
    assert not manifest.declares_component


def test_pbr() -> None:
    text = (
        "[metadata]\nname = shop\npython-requires = >=3.8\n[extras]\nredis =\n  redis>=4\n"
        "[entry_points]\nconsole_scripts =\n  shop = shop.cmd:main\n"
    )
    manifest = read_one("setup.cfg", text)
    assert [(item.name, item.group) for item in manifest.dependencies] == [("redis", "redis")]
    assert [(item.name, item.command) for item in manifest.entry_points] == [("shop", "shop.cmd:main")]
    assert [pin.version for pin in manifest.pins] == [">=3.8"]
