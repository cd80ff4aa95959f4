"""What a project says of itself, and how little that proves."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_repos import ProfileRepo, workloads
from stackfit.catalogue.workloads import load_workloads
from stackfit.workload.texts import ProjectText, readme_passages

ALL = {workload.id: workload for workload in load_workloads()}


def phrases(readme: str, workload: str = "chatbot") -> set[str]:
    text = ProjectText(passages=tuple(readme_passages("README.md", readme.encode())))
    return {item.what for item in text.evidence(ALL[workload])}


@pytest.mark.parametrize("workload", ALL)
def test_a_readme_alone_stays_below_a_label(profile_repo: ProfileRepo, workload: str) -> None:
    words = " and ".join(ALL[workload].keywords)
    profile = profile_repo({"README.md": f"# {words}\n\n{words}\n", "x1.py": "x = 1\n"})
    assert 0 < workloads(profile)[workload] < 0.5


@pytest.mark.parametrize("workload", ALL)
def test_readme_and_manifest_words_together_stay_below_a_label(profile_repo: ProfileRepo, workload: str) -> None:
    words = list(ALL[workload].keywords)
    quoted = ", ".join(f'"{word}"' for word in words)
    manifest = f'[project]\nname = "x1"\ndescription = "{" and ".join(words)}"\nkeywords = [{quoted}]\n'
    profile = profile_repo({"README.md": f"# {' and '.join(words)}\n", "pyproject.toml": manifest, "x1.py": "x = 1\n"})
    assert 0 < workloads(profile)[workload] < 0.5


def test_what_stands_in_code_blocks_links_and_badges_is_not_said() -> None:
    assert phrases("# Shop\n\n```\na chatbot\n```\n") == set()
    assert phrases("# Shop\n\n[![chatbot](https://x/chatbot.svg)](https://chatbot.example)\n") == set()
    assert phrases("# Shop\n\nSee https://example.org/chatbot\n") == set()
    assert phrases("# Shop\n\n<!-- a chatbot -->\n") == set()


def test_words_of_the_title_count_for_more_than_words_far_down() -> None:
    def strength(readme: str) -> float:
        text = ProjectText(passages=tuple(readme_passages("README.md", readme.encode())))
        return text.evidence(ALL["chatbot"])[0].strength

    assert strength("# A chatbot\n") > strength("# Shop\n\n" + "It sells things to people. " * 30 + "A chatbot.\n")


def test_a_phrase_counts_once() -> None:
    assert len(phrases("# A chatbot\n\nThe chatbot is a chatbot.\n")) == 1


@given(st.text(max_size=300))
def test_any_readme_can_be_read(text: str) -> None:
    for passage in readme_passages("README.md", text.encode("utf-8", "replace")):
        assert 0 < passage.weight <= 1
        assert passage.text.strip()


@given(st.binary(max_size=200))
def test_any_bytes_can_be_read(data: bytes) -> None:
    assert len(readme_passages("README", data)) <= 3


@pytest.mark.parametrize(
    "part", ["[", "<", "![](", "![][", "[](", "<!--", "```\n", "~~~\n```\n", "=", "\n", " ", " :a", ":"]
)
def test_what_is_opened_and_never_closed_can_be_read(part: str) -> None:
    assert len(readme_passages("README.md", (part * 40_000).encode()[:40_000])) <= 3


def test_says_asks_for_a_least_weight() -> None:
    text = ProjectText(passages=tuple(readme_passages("README.md", b"# Shop\n\nA library.\n", 0.5)))
    pattern = re.compile("library")
    assert text.says(pattern)
    assert not text.says(pattern, least=0.8)
