"""The process that works ahead: it never changes an answer, and nobody waits for it for long."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stackfit.extract.ahead import Ahead, can_work_ahead
from stackfit.extract.codebase import Codebase
from stackfit.model.kinds import Language, Role
from stackfit.model.source import SourceFile

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are only copied on Linux")

NAMES = tuple(f"n{number}" for number in range(40))


# What the copy writes to while it works, so that a test can wait for it.
READ, WRITE = os.pipe()


@pytest.fixture
def ahead() -> Iterator[Ahead]:
    made = Ahead(NAMES, _work)
    yield made
    made.close()


def _work(name: str) -> bytes:
    os.write(WRITE, b".")
    return f"{os.getpid()} {name}".encode()


def _wait_for(items: int) -> None:
    for _ in range(items):
        os.read(READ, 1)


def _answers(ahead: Ahead) -> dict[str, bytes]:
    return {name: answer for name in NAMES if (answer := ahead.take(name)) is not None}


def test_the_copy_answers_what_is_expected(ahead: Ahead) -> None:
    ahead.expect(NAMES[:20])
    ahead.expect(NAMES[10:30])
    _wait_for(30)
    found = _answers(ahead)
    assert set(NAMES[1:30]) <= set(found) <= set(NAMES[:30])  # the very last one may not have been put down yet
    assert all(answer.split()[1] == name.encode() for name, answer in found.items())
    assert str(os.getpid()).encode() not in {answer.split()[0] for answer in found.values()}


def test_what_nobody_expects_is_not_answered(ahead: Ahead) -> None:
    assert ahead.take(NAMES[0]) is None
    ahead.expect(("no such name",))
    assert ahead.take("no such name") is None


def test_a_copy_that_was_killed_holds_nobody_up(ahead: Ahead) -> None:
    ahead.expect(NAMES[:1])
    _wait_for(1)
    os.kill(ahead.process, signal.SIGKILL)
    os.waitpid(ahead.process, 0)
    ahead.expect(NAMES)
    assert set(_answers(ahead)) <= set(NAMES[:1])


def test_nothing_is_left_running(ahead: Ahead) -> None:
    ahead.expect(NAMES)
    process = ahead.process
    ahead.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_work_that_fails_ends_the_copy_quietly(capfd: pytest.CaptureFixture[str]) -> None:
    def fail(name: str) -> bytes:
        raise MemoryError(name)

    ahead = Ahead(NAMES, fail)
    ahead.expect(NAMES)
    assert _answers(ahead) == {}
    ahead.close()
    assert capfd.readouterr() == ("", "")


def test_facts_are_the_same_from_two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stackfit.extract.codebase._WORTH_A_PROCESS", 0)
    sources = {str(path): path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))}
    files = [SourceFile(path=name, size=1, role=Role.PRODUCTION, language=Language.PYTHON) for name in sources]
    alone, helped = (Codebase(files, sources.get, frozenset(), jobs=jobs) for jobs in (1, 2))
    helped.expect(sources)
    assert [helped.facts(name) for name in sources] == [alone.facts(name) for name in sources]
    helped.close()
    assert can_work_ahead() or os.cpu_count() == 1
