"""On whose behalf code runs, and which function of the project a name means."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from small_repos import Tree, plant
from stackfit.config import Config
from stackfit.pipeline import scan
from stackfit.rules import RULES


def found(root: Path, tree: Tree, code: str) -> list[tuple[str, int]]:
    assert code in {rule.meta.code for rule in RULES}
    report = scan(plant(root, tree), Config(), datetime.date(2026, 1, 1))
    return [(item.location.path, item.location.line) for item in report.findings if item.code == code]


CALL = "import requests\n\n\ndef price():\n    return requests.get('https://prices.example')\n"
FLASK = (
    "from flask import Flask\n\nfrom {module} import price\n\napp = Flask(__name__)\n\n\n@app.get('/')\ndef show():\n"
)


def severities(root: Path, tree: Tree, code: str) -> list[str]:
    report = scan(plant(root, tree), Config(), datetime.date(2026, 1, 1))
    return [item.severity.value for item in report.findings if item.code == code]


def test_a_call_behind_a_handler_of_another_file_is_worse_than_one_that_no_handler_reaches(tmp_path: Path) -> None:
    tree = {
        "requirements.txt": "flask\nrequests\n",
        "shop/__init__.py": "",
        "shop/prices.py": CALL,
        "shop/middle.py": "from .prices import price as cost\n\n\ndef price():\n    return cost()\n",
        "shop/app.py": FLASK.format(module=".middle") + "    return price()\n",
    }
    assert severities(tmp_path / "behind", tree, "SF307") == ["warning"]
    alone = tree | {"shop/app.py": FLASK.format(module=".middle") + "    return 'hello'\n"}
    assert severities(tmp_path / "alone", alone, "SF307") == ["info"]


@pytest.mark.parametrize("event", ["ready", "listening"])
def test_an_event_that_comes_once_is_no_handler(tmp_path: Path, event: str) -> None:
    source = (
        "const { Client } = require('discord.js');\nconst client = new Client();\n"
        "async function register() { await fetch('https://example.com'); }\n"
        "client.on('EVENT', () => { register(); });\nclient.login('x');\n"
    )
    manifest = '{"name": "bot", "scripts": {"start": "node bot.js"}, "dependencies": {"discord.js": "14"}}'
    once = {"package.json": manifest, "bot.js": source.replace("EVENT", event)}
    often = {"package.json": manifest, "bot.js": source.replace("EVENT", "messageCreate")}
    assert found(tmp_path / "once", once, "SF302") == []
    assert found(tmp_path / "often", often, "SF302") == [("bot.js", 4)]


@pytest.mark.parametrize(
    ("use", "is_coroutine"),
    [
        ("from shop.mail import send\n\n\ndef go():\n    send()\n", True),
        ("import shop.mail\n\n\ndef go():\n    shop.mail.send()\n", True),
        ("from .mail import Mailer\n\n\ndef go():\n    Mailer().push()\n", True),
        ("from .mail import make\n\n\nasync def go():\n    undo = await make()\n    undo()\n", False),
        ("from other.mail import send\n\n\ndef go():\n    send()\n", False),
        ("from .mail import send\n\n\ndef go(run):\n    run(\n        send()\n    )\n", False),
    ],
)
def test_a_coroutine_of_another_file_is_known_by_what_the_name_means(
    tmp_path: Path, use: str, is_coroutine: bool
) -> None:
    mail = "async def send(): ...\n\n\nasync def make():\n    return print\n\n\n"
    mail += "class Mailer:\n    async def push(self): ...\n"
    tree = {"requirements.txt": "aiohttp\n", "shop/__init__.py": "", "shop/mail.py": mail, "shop/use.py": use}
    assert bool(found(tmp_path / "shop", tree, "SF301")) is is_coroutine
