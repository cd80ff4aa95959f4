from __future__ import annotations

from deployment.helpers import read_tree

UNIT = """[Service]
WorkingDirectory=/srv/shop/api
Environment=WEB_CONCURRENCY=2
EnvironmentFile=-/etc/default/shop
ExecStart=/srv/venv/bin/gunicorn shop.wsgi:app
"""


def test_a_unit_runs_in_the_folder_that_holds_its_module() -> None:
    tree = {"deploy/shop.service": UNIT, "api/shop/wsgi.py": "", "deploy/default/shop": "WEB_CONCURRENCY=5\n"}
    (found,) = read_tree(tree)
    assert found.context == "api"
    assert [(item.program, item.workers) for item in found.commands] == [("gunicorn", 5)]


def test_a_unit_whose_code_is_elsewhere_stays_in_its_folder() -> None:
    (found,) = read_tree({"deploy/shop.service": UNIT})
    assert found.context == "deploy"
    assert [item.workers for item in found.commands] == [2]


def test_an_absolute_script_is_found_by_its_last_parts() -> None:
    unit = "[Service]\nWorkingDirectory=/opt/bot\nExecStart=/usr/bin/python3 /opt/bot/src/main.py\n"
    (found,) = read_tree({"setup/bot.service": unit, "src/main.py": ""})
    assert found.context == "."
