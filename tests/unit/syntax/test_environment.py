"""Reads of environment variables are code, not text."""

from __future__ import annotations

from stackfit.syntax.environment import environment_reads


def test_reads_are_found_where_they_stand() -> None:
    source = (
        "// process.env.NO\nconst é = 'process.env.NO' + process.env.YES;\n"
        "use(import.meta.env?.TOO, process\n .env.SPLIT)\n"
    )
    assert environment_reads(source) == (("YES", 2, 30), ("TOO", 3, 5), ("SPLIT", 3, 27))


def test_what_is_not_a_read_by_name() -> None:
    assert environment_reads("process.env[name]; myprocess.env.X; process.env; process.environment.X") == ()


def test_a_member_of_a_value_is_one_read() -> None:
    assert [read.name for read in environment_reads("process.env.A.split(','); <p>{process.env.B}</p>")] == ["A", "B"]
