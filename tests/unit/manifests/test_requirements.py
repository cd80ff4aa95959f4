from __future__ import annotations

import pytest

from manifests.helpers import brief, read_one, read_tree
from stackfit.manifests.requirements import file_kind
from stackfit.model.kinds import DependencyKind


def test_everything_pip_accepts_is_read_with_its_line() -> None:
    text = (
        "# web\n"
        "Flask[async]>=2,<4 ; python_version >= '3.8'  # why\n"
        "requests==2.31.0 \\\n"
        "    --hash=sha256:aa \\\n"
        "    --hash=sha256:bb\n"
        "--index-url https://pypi.example/simple\n"
        "-e git+https://git.example/team/tool.git@main#egg=My.Tool[x]\n"
        "-e .\n"
        "torch @ https://files.example/torch-2.0-cp311-none-any.whl\n"
        "./wheels/left_pad-1.2-py3-none-any.whl\n"
    )
    manifest = read_one("requirements.txt", text)
    assert [(item.name, item.specifier, item.location.line) for item in manifest.dependencies] == [
        ("flask", ">=2,<4", 2),
        ("requests", "==2.31.0", 3),
        ("my-tool", "@ git+https://git.example/team/tool.git@main#egg=My.Tool[x]", 7),
        ("torch", "@ https://files.example/torch-2.0-cp311-none-any.whl", 9),
        ("left-pad", "==1.2", 10),
    ]
    assert manifest.dependencies[0].extras == ("async",)
    assert manifest.dependencies[0].marker == 'python_version >= "3.8"'
    assert manifest.declares_component
    assert "editable-self" in manifest.flags
    assert manifest.errors == ()


def test_includes_keep_the_place_that_declares_them() -> None:
    tree = {
        "requirements/dev.txt": "-r base.txt\npytest\n",
        "requirements/base.txt": "-r dev.txt\n-c ../constraints.txt\ndjango\n",
        "constraints.txt": "six==1\n",
    }
    manifest = read_tree(tree)["requirements/dev.txt"]
    assert [(item.name, item.kind.value, item.location.path) for item in manifest.dependencies] == [
        ("pytest", "dev", "requirements/dev.txt"),
        ("django", "runtime", "requirements/base.txt"),
    ]


def test_an_include_may_not_leave_the_tree() -> None:
    manifest = read_one("requirements.txt", "-r ../../etc/passwd\n-r /etc/hosts\nflask\n")
    assert brief(manifest) == [("flask", "runtime", 3)]
    assert [error.line for error in manifest.errors] == [1, 2]


def test_a_version_nobody_understands_keeps_the_name() -> None:
    manifest = read_one("requirements.txt", "pytz==2016.x-1\n<<<<<<< HEAD\nflask\n")
    assert [item.name for item in manifest.dependencies] == ["pytz", "flask"]
    assert [error.line for error in manifest.errors] == [1, 2]


def test_a_utf16_file_is_read() -> None:
    assert brief(read_one("requirements.txt", "flask==3.0\r\n".encode("utf-16"))) == [("flask", "runtime", 1)]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("requirements.txt", DependencyKind.RUNTIME),
        ("requirements-dev.txt", DependencyKind.DEV),
        ("test_requirements.txt", DependencyKind.DEV),
        ("requirements/docs.in", DependencyKind.DEV),
        ("requirements/production.txt", DependencyKind.RUNTIME),
        ("requirements/extras/redis.txt", DependencyKind.OPTIONAL),
        ("requirements-gpu.txt", DependencyKind.RUNTIME),
    ],
)
def test_the_name_tells_the_kind(path: str, kind: DependencyKind) -> None:
    assert file_kind(path)[0] is kind


def test_only_the_plain_names_declare_a_component() -> None:
    assert not read_one("requirements-dev.txt", "pytest").declares_component
    assert read_one("api/requirements.in", "flask").declares_component


def test_constraints_are_versions_not_dependencies() -> None:
    manifest = read_one("requirements/constraints.txt", "flask==1\n")
    assert manifest.dependencies == ()
    assert "constraints" in manifest.flags


def test_constraints_give_versions_and_ask_for_nothing() -> None:
    tree = {
        "requirements.txt": "flask\n-c pins/all.txt\n-c constraints.txt\n-c gone.txt\n",
        "pins/all.txt": "flask==3.0.1  # pinned\nclick>=8\n",
        "constraints.txt": "redis===5.0\n",
    }
    found = read_tree(tree)
    manifest = found["requirements.txt"]
    assert [item.name for item in manifest.dependencies] == ["flask"]
    assert [(item.name, item.version, item.location.path) for item in manifest.locked] == [
        ("flask", "3.0.1", "pins/all.txt")
    ]
    assert [error.message for error in manifest.errors] == ["constraints file not found: gone.txt"]
    assert [(item.name, item.version) for item in found["constraints.txt"].locked] == [("redis", "5.0")]
    assert found["constraints.txt"].dependencies == ()


def test_odd_names() -> None:
    for path in ("requirements2.txt", "myrequirements.txt", "tools/pip-requires", "reqs/dev.txt", "req.txt"):
        assert [item.name for item in read_one(path, "flask\n").dependencies] == ["flask"]


def test_a_locked_requirements_file_lists_packages() -> None:
    manifest = read_one("requirements-dev.lock", "# generated\n-e file:.\nflask==3.0.0\n    # via shop\n")
    assert [(item.name, item.version, item.dev) for item in manifest.locked] == [("flask", "3.0.0", True)]
    assert manifest.dependencies == ()


def test_an_option_is_more_than_its_first_letters() -> None:
    assert read_one("requirements.txt", "--requirements other.txt\nflask\n").errors == ()


def test_quotes_of_the_shell_are_taken_off() -> None:
    manifest = read_one("requirements.txt", "\"psycopg[binary]\"\n'flask>=3'\n")
    assert [(item.name, item.specifier) for item in manifest.dependencies] == [("psycopg", ""), ("flask", ">=3")]
    assert manifest.errors == ()


def test_a_name_before_an_address_is_the_name() -> None:
    manifest = read_one("requirements.txt", "Sample == 3.7.1 @ git+https://example.org/owner/repo@tag\n")
    assert [item.name for item in manifest.dependencies] == ["sample"]


def test_a_requirement_longer_than_anybody_writes_is_named_and_not_read() -> None:
    manifest = read_one(
        "requirements.txt", f"flask\n#egg={'a' * 3_000}\nx @ https://e.example/{'y' * 3_000}\nrequests\n"
    )
    assert [item.name for item in manifest.dependencies] == ["flask", "requests"]
    assert [(error.line, error.message) for error in manifest.errors] == [
        (3, "a requirement of more than 2,000 characters")
    ]
