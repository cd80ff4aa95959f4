"""Declarations and uses joined."""

from __future__ import annotations

from small_repos import ProfileRepo, technologies
from stackfit.technology.detect import MAX_EVIDENCE


def test_technologies_are_sorted_by_id_and_cite_a_bounded_number_of_places(profile_repo: ProfileRepo) -> None:
    tree = {f"requirements-{n}.txt": "flask\ncelery\n" for n in range(9)}
    tree |= {f"m{n}.py": "import flask\nimport celery\n" for n in range(9)}
    found = technologies(profile_repo({"requirements.txt": "flask\n", **tree}))
    assert list(found) == sorted(found)
    for use in found.values():
        assert 1 <= len(use.evidence) <= MAX_EVIDENCE


def test_places_of_use_are_cited_beside_many_declarations(profile_repo: ProfileRepo) -> None:
    tree = {f"requirements/{n}.txt": "flask\n" for n in range(9)}
    use = technologies(profile_repo({**tree, "app.py": "import flask\nflask.Flask('x')\n"}))["flask"]
    assert "app.py" in {item.location.path for item in use.evidence}


def test_shares_stay_within_bounds(profile_repo: ProfileRepo) -> None:
    found = technologies(profile_repo({"a.py": "import flask\nimport numpy\n", "b.py": "import numpy\n"}))
    assert all(0.0 <= use.central <= 1.0 for use in found.values())
