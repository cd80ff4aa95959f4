"""What the lines around a call say takes the edge off a warning of SF101."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_repos import scan_tree
from stackfit.model.kinds import Severity

RETRY = (
    "def ask():\n    while True:\n        try:\n            return 1\n"
    "        except OSError:\n            time.sleep(1)\n"
)
PAUSE = "def ask():\n    while True:\n        time.sleep(1)\n"


def _severities(folder: Path, source: str) -> list[Severity]:
    report = scan_tree(folder, {"requirements.txt": "aiohttp\n", "bot.py": f"import aiohttp\n{source}"})
    return [item.severity for item in report.findings if item.code == "SF101"]


@pytest.mark.parametrize(("helper", "severity"), [(RETRY, Severity.INFO), (PAUSE, Severity.WARNING)])
def test_a_pause_after_a_failure_further_down_is_a_note(tmp_path: Path, helper: str, severity: Severity) -> None:
    source = f"import time\n\n\n{helper}\n\nasync def answer(message):\n    ask()\n"
    assert _severities(tmp_path, source) == [severity]


@pytest.mark.parametrize(
    ("name", "severity"), [("socket.gethostname()", Severity.INFO), ("'example.org'", Severity.WARNING)]
)
def test_the_own_name_of_a_machine_needs_no_network(tmp_path: Path, name: str, severity: Severity) -> None:
    source = f"import socket\n\n\nasync def answer(message):\n    return socket.gethostbyname({name})\n"
    assert _severities(tmp_path, source) == [severity]


@pytest.mark.parametrize(
    ("test", "severity"), [("worker.exitcode is not None", Severity.INFO), ("message.ends", Severity.WARNING)]
)
def test_what_has_ended_is_not_waited_for(tmp_path: Path, test: str, severity: Severity) -> None:
    source = (
        "import multiprocessing\n\nworker = multiprocessing.Process()\n\n\n"
        f"async def answer(message):\n    if {test}:\n        worker.join()\n"
    )
    assert _severities(tmp_path, source) == [severity]


@pytest.mark.parametrize(
    ("command", "severity"), [('["gcc", "--version"]', Severity.INFO), ('["gcc", "a.c"]', Severity.WARNING)]
)
def test_a_process_that_is_asked_for_its_version_is_a_note(tmp_path: Path, command: str, severity: Severity) -> None:
    source = f"import subprocess\n\n\nasync def answer(message):\n    subprocess.run({command})\n"
    assert _severities(tmp_path, source) == [severity]


@pytest.mark.parametrize(
    ("extra", "address", "severity"),
    [
        ("", "os.environ.get('DB', 'sqlite:///shop.db')", Severity.INFO),
        ("psycopg2\n", "os.environ.get('DB', 'sqlite:///shop.db')", Severity.WARNING),
        ("", "os.environ['DB']", Severity.WARNING),
    ],
)
def test_a_database_in_a_file_is_quick(tmp_path: Path, extra: str, address: str, severity: Severity) -> None:
    source = (
        "import os\n\nimport aiohttp\nimport sqlalchemy\n\n"
        f"engine = sqlalchemy.create_engine({address})\n\n\n"
        "async def answer(message):\n    engine.connect()\n"
    )
    report = scan_tree(tmp_path, {"requirements.txt": f"aiohttp\nsqlalchemy\n{extra}", "bot.py": source})
    assert {item.severity for item in report.findings if item.code == "SF101"} == {severity}


@pytest.mark.parametrize(
    ("name", "severity"),
    [("maintenance", Severity.INFO), ("housekeep_pages", Severity.INFO), ("maintain", Severity.WARNING)],
)
def test_upkeep_by_its_name_is_one_step_milder(tmp_path: Path, name: str, severity: Severity) -> None:
    source = f"import time\n\n\ndef {name}():\n    time.sleep(9)\n\n\nasync def answer(message):\n    {name}()\n"
    assert _severities(tmp_path, source) == [severity]


OWNED = "    async def cog_check(self, ctx):\n        return await self.bot.is_owner(ctx.author)\n\n"
GUILD = "    async def cog_check(self, ctx):\n        return ctx.guild is not None\n\n"


@pytest.mark.parametrize(
    ("check", "decorator", "severity"),
    [
        (OWNED, "", Severity.INFO),
        (GUILD, "    @commands.is_owner()\n", Severity.INFO),
        (GUILD, "", Severity.WARNING),
    ],
)
def test_what_only_the_owner_of_a_bot_may_ask_for(
    tmp_path: Path, check: str, decorator: str, severity: Severity
) -> None:
    source = (
        "from discord.ext import commands\n\n\nclass Pages(commands.Cog):\n"
        f"{check}    @commands.command()\n{decorator}    async def pages(self, ctx):\n"
        "        with open('pages.html') as file:\n            await ctx.send(file.read())\n"
    )
    files = {"requirements.txt": "discord.py\n", "bot.py": source}
    report = scan_tree(tmp_path, files)
    assert {item.severity for item in report.findings if item.code == "SF101"} == {severity}
