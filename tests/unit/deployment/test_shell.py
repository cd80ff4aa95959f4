"""Shell text of any length costs no more than a screen of it, and variables made of variables do not multiply."""

from __future__ import annotations

from stackfit.deployment.dockerfile_text import instructions
from stackfit.deployment.sections import read_settings
from stackfit.deployment.shell import expand, split_commands

KNOWN = {"A": "x" * 5_000, "B": "$A" * 600}


def test_a_value_is_cut_and_so_is_what_it_is_put_into() -> None:
    assert expand("$A!", KNOWN) == "x" * 1_000 + "!"
    assert len(expand("$A" * 5_000, KNOWN)) == 20_000
    assert len(expand("$B", KNOWN)) == 20_000


def test_the_beginning_of_a_long_script_is_split() -> None:
    assert sum(map(len, split_commands("a b; " * 50_000))) == 8_000


def test_the_beginning_of_a_long_instruction_is_read() -> None:
    text = "FROM a\nRUN " + "echo abcdefgh \\\n" * 5_000 + "\nCMD python app.py\n"
    found = list(instructions(text))
    assert [name for name, _, _ in found] == ["FROM", "RUN", "CMD"]
    assert len(found[1][1]) <= 20_000


def test_the_beginning_of_a_long_setting_is_read() -> None:
    text = "[a]\nb = 1\n" + f"  {'x' * 99}\n" * 5_000 + "c = 2\n"
    long, short = read_settings(text)
    assert len(long.value) < 20_200
    assert (short.key, short.value) == ("c", "2")
