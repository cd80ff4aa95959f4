"""Which README speaks for which component."""

from __future__ import annotations

from small_repos import ScanRepo, workloads

FLASK = "from flask import Flask\napp = Flask(__name__)\n"


def readmes(scan_repo: ScanRepo, tree: dict[str, str]) -> dict[str, list[str]]:
    return {
        item.profile.component.path: sorted(
            {
                evidence.location.path
                for label in item.profile.workloads
                for evidence in label.evidence
                if evidence.source.value == "readme"
            }
        )
        for item in scan_repo(tree).components
    }


def service(folder: str) -> dict[str, str]:
    return {f"{folder}/requirements.txt": "flask\n", f"{folder}/app.py": FLASK}


def test_a_components_own_readme_speaks_for_it(scan_repo: ScanRepo) -> None:
    tree = {"README.md": "# A chatbot\n", **service("api"), "api/README.md": "# A REST API\n"}
    assert readmes(scan_repo, tree) == {"api": ["api/README.md"]}


def test_the_root_speaks_for_components_without_one(scan_repo: ScanRepo) -> None:
    assert readmes(scan_repo, {"README.md": "# A REST API\n", **service("api")}) == {"api": ["README.md"]}


def test_it_says_less_of_each_where_there_are_many(scan_repo: ScanRepo) -> None:
    few = scan_repo({"README.md": "# A chatbot\n", **service("a")})
    many = scan_repo({"README.md": "# A chatbot\n", **service("a"), **service("b"), **service("c")})
    assert workloads(many.components[0].profile)["chatbot"] < workloads(few.components[0].profile)["chatbot"]
