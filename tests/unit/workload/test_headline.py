"""What a project says it is, apart from what it is made with, for or of."""

from __future__ import annotations

import pytest

from stackfit.catalogue.inference import load_inference
from stackfit.catalogue.workloads import load_workloads
from stackfit.workload.headline import first_sentence, read_headline
from stackfit.workload.texts import readme_passages

FIGURES = load_inference()


def says(readme: str) -> dict[str, float]:
    passages = readme_passages("README.md", readme.encode(), FIGURES.texts)
    found = read_headline(passages, load_workloads(), FIGURES.primary)
    return {name: strength for name, strength in found.items() if strength}


@pytest.mark.parametrize(
    ("sentence", "first", "second"),
    [
        ("A Telegram bot for image processing.", "chatbot", "image-processing"),
        ("Image processing with a Telegram bot.", "image-processing", "chatbot"),
        ("A notification service built on RabbitMQ.", "notifications", "task-queue"),
        ("A chat server that sends push notifications.", "messenger", "notifications"),
    ],
)
def test_what_a_project_is_counts_for_more_than_what_it_is_for_or_made_with(
    sentence: str, first: str, second: str
) -> None:
    found = says(f"# Thing\n\n{sentence}\n")
    assert found[first] > found[second] > 0


def test_a_form_does_not_stand_before_the_subject() -> None:
    assert says("# Thing\n\nA REST API for push notifications.\n")["notifications"] > 0.4


def test_only_the_first_sentence_counts() -> None:
    assert says("# Thing\n\nIt is a chat server, they say. It also has a task queue.\n").keys() == {"messenger"}


def test_words_in_another_sense_say_nothing() -> None:
    assert says("# Thing\n\nBuilds Docker images.\n") == {}


def test_a_sentence_that_never_ends_is_cut() -> None:
    assert len(first_sentence("word " * 1000)) == 250
    assert first_sentence("This is all there is. Then more.") == "This is all there is"
    assert first_sentence("") == ""
