from __future__ import annotations

import pytest

from manifests.helpers import brief, read_one, read_tree

HEAD = "from setuptools import setup, Extension\n"


def test_literal_lists_names_and_later_additions() -> None:
    text = (
        HEAD
        + """import sys
REQUIRES = ["flask>=2", "attrs"]
if sys.version_info < (3, 7):
    REQUIRES.append("dataclasses")
REQUIRES += ["click"]
extras = {"dev": ["pytest"], "redis": ["redis"]}
extras["s3"] = ["boto3"]
setup(
    name="thing",
    install_requires=REQUIRES,
    extras_require=extras,
    python_requires=">=3.6",
    entry_points={"console_scripts": ["thing = thing:main"], "pytest11": ["t = thing.p"]},
    ext_modules=[Extension("thing._c", ["c.c"])],
    classifiers=["Topic :: Internet"],
)
"""
    )
    manifest = read_one("setup.py", text)
    assert brief(manifest) == [
        ("flask", "runtime", 3),
        ("attrs", "runtime", 3),
        ("dataclasses", "runtime", 5),
        ("click", "runtime", 6),
        ("pytest", "dev", 7),
        ("redis", "optional", 7),
        ("boto3", "optional", 8),
    ]
    assert manifest.name == "thing"
    assert [(item.name, item.command) for item in manifest.entry_points] == [("thing", "thing:main")]
    assert {"native-extension", "pytest-plugin", "classifier:Topic :: Internet"} <= manifest.flags
    assert manifest.pins[0].version == ">=3.6"


@pytest.mark.parametrize(
    "expression",
    [
        'open("requirements.txt").read().splitlines()',
        '[line.strip() for line in open("requirements.txt") if not line.startswith("#")]',
        'read("requirements.txt")',
        'list(parse_requirements("requirements.txt", session=False))',
        'open(os.path.join(HERE, "requirements.txt")).readlines()',
        '(Path(__file__).parent / "requirements.txt").read_text().split("\\n")',
        "required()",
    ],
)
def test_requirements_read_from_a_file(expression: str) -> None:
    text = (
        HEAD
        + "def required():\n    with open('requirements.txt') as f:\n        return f.read().split()\n"
        + f"deps = {expression}\nsetup(name='x', install_requires=deps)\n"
    )
    manifest = read_tree({"a/setup.py": text, "a/requirements.txt": "# x\nflask\n"})["a/setup.py"]
    assert [(item.name, item.location.path, item.location.line) for item in manifest.dependencies] == [
        ("flask", "a/requirements.txt", 2)
    ]


def test_python_2_syntax_still_gives_the_literal_lists() -> None:
    text = (
        "from distutils.core import setup\nprint 'hi'\nsetup(name='old',\n  install_requires=[\n    'six[x]',\n  ])\n"
    )
    manifest = read_one("setup.py", text)
    assert brief(manifest) == [("six", "runtime", 5)]
    assert manifest.declares_component
    assert manifest.errors[0].line == 2


def test_a_module_that_happens_to_be_called_setup_is_no_manifest() -> None:
    manifest = read_one("app/setup.py", "async def setup(hass):\n    return True\nsetup(1)\n")
    assert not manifest.declares_component
    assert manifest.dependencies == ()


def test_self_reference_does_not_hang() -> None:
    manifest = read_one("setup.py", HEAD + "a = a + b\nb = a + ['flask']\nsetup(install_requires=a)\n")
    assert {item.name for item in manifest.dependencies} <= {"flask"}


@pytest.mark.parametrize(
    "text",
    [
        "a = [" + "a, " * 50 + "'flask']\nsetup(install_requires=a)\n",
        "a = a\n" * 50 + "setup(extras_require=a, entry_points=a)\n",
        "def f():\n    return f() + f() + f()\nsetup(install_requires=f())\n",
    ],
)
def test_scripts_that_grow_without_end_are_given_up(text: str) -> None:
    assert read_one("setup.py", HEAD + text).declares_component


def test_entry_points_given_as_text() -> None:
    text = HEAD + 'setup(entry_points="""\n[console_scripts]\nrun = pkg:main\n""")\n'
    assert [(item.name, item.location.line) for item in read_one("setup.py", text).entry_points] == [("run", 4)]
