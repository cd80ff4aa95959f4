"""What a project says of itself, and how little that proves."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_repos import ProfileRepo, workloads
from stackfit.catalogue.inference import load_inference
from stackfit.catalogue.workloads import load_workloads
from stackfit.workload.texts import ProjectText, readme_passages

ALL = {workload.id: workload for workload in load_workloads()}
TEXTS = load_inference().texts


def phrases(readme: str, workload: str = "chatbot") -> set[str]:
    text = ProjectText(passages=tuple(readme_passages("README.md", readme.encode(), TEXTS)))
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


@pytest.mark.parametrize(
    "heading",
    ["Contributing", "How to contribute", "Community", "💬 Get help", "Sponsors", "Installation", "Support", "License"],
)
def test_the_sections_that_all_readmes_have_say_nothing(heading: str) -> None:
    assert phrases(f"# Shop\n\n## {heading}\n\nA chatbot.\n\n### More\n\nA chatbot.\n") == set()
    assert phrases(f"Shop\n====\n\n{heading}\n---------\n\nA chatbot.\n") == set()
    assert phrases(f"# Shop\n\n## {heading}\n\nx\n\n## Features\n\nA chatbot.\n") == {"says “chatbot”"}
    assert phrases(f"# Shop\n\n- [A chatbot](#a)\n- [{heading}: chatbot](#b)\n") == {"says “chatbot”"}


def test_a_project_may_be_called_like_such_a_section() -> None:
    assert phrases("# Support\n\nA chatbot.\n") == {"says “chatbot”"}
    assert phrases("# Shop\n\n## Support for a chatbot that answers all your customers\n") == {"says “chatbot”"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Join our Discord chat!",
        "Join us on Matrix.",
        "Have a question? Ask in the forum, feel free to chat.",
        "Questions? Come and chat with us on Gitter.",
    ],
)
def test_invitations_are_no_features(sentence: str) -> None:
    assert phrases(f"# Shop\n\nSells things. {sentence} Pays.\n", "messenger") == set()


@pytest.mark.parametrize(
    ("text", "workload"),
    [
        ("Pull the Docker image.", "image-processing"),
        ("A disk\nimage and VM images.", "image-processing"),
        ("Container images are signed.", "image-processing"),
        ("Works with Home Assistant.", "chatbot"),
        ("Registers a service worker.", "task-queue"),
        ("See the release notes and the wiki page.", "collaboration"),
        ("Thanks to our vibrant community.", "collaboration"),
        ("Reads a binary stream.", "streaming"),
        ("Set your API key. API docs.", "web-api"),
        ("Prints a log message. The installation matrix.", "messenger"),
        ("See the official website.", "web-site"),
        ("Reads forms of other websites.", "web-site"),
        ("Type this in your terminal.", "cli-tool"),
    ],
)
def test_words_in_another_sense_say_nothing(text: str, workload: str) -> None:
    assert phrases(f"# Thing\n\n{text}\n", workload) == set()


def test_a_word_keeps_one_sense_within_a_text() -> None:
    assert phrases("# Shop\n\nDisk images, VM images and other images.\n", "image-processing") == set()
    assert phrases("# Shop\n\nSharpens images. Blurs an image. A Docker image is there.\n", "image-processing") == {
        "says “image”"
    }


@pytest.mark.parametrize("text", ["A command line tool.", "Two command-line tools.", "A command-line tool."])
def test_hyphens_and_plurals_are_spellings_of_one_phrase(text: str) -> None:
    assert phrases(f"# Thing\n\n{text}\n", "cli-tool") == {"says “command line tool”"}


def test_words_of_the_title_count_for_more_than_words_far_down() -> None:
    def strength(readme: str) -> float:
        text = ProjectText(passages=tuple(readme_passages("README.md", readme.encode(), TEXTS)))
        return text.evidence(ALL["chatbot"])[0].strength

    assert strength("# A chatbot\n") > strength("# Shop\n\n" + "It sells things to people. " * 30 + "A chatbot.\n")


def test_a_phrase_counts_once() -> None:
    assert len(phrases("# A chatbot\n\nThe chatbot is a chatbot.\n")) == 1


@given(st.text(max_size=300))
def test_any_readme_can_be_read(text: str) -> None:
    for passage in readme_passages("README.md", text.encode("utf-8", "replace"), TEXTS):
        assert 0 < passage.weight <= 1
        assert passage.text.strip()


@given(st.binary(max_size=200))
def test_any_bytes_can_be_read(data: bytes) -> None:
    assert len(readme_passages("README", data, TEXTS)) <= 3


@pytest.mark.parametrize(
    "part", ["[", "<", "![](", "![][", "[](", "<!--", "```\n", "~~~\n```\n", "=", "\n", " ", " :a", ":"]
)
def test_what_is_opened_and_never_closed_can_be_read(part: str) -> None:
    assert len(readme_passages("README.md", (part * 40_000).encode()[:40_000], TEXTS)) <= 3


def test_says_asks_for_a_least_weight() -> None:
    text = ProjectText(passages=tuple(readme_passages("README.md", b"# Shop\n\nA library.\n", TEXTS, 0.5)))
    pattern = re.compile("library")
    assert text.says(pattern)
    assert not text.says(pattern, least=0.8)
