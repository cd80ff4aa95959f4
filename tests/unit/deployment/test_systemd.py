from __future__ import annotations

from deployment.helpers import read_one, read_tree

UNIT = """[Unit]
Description=ExecStart=/bin/nothing

[Service]
User=www
WorkingDirectory=/srv/shop
Environment="WEB_CONCURRENCY=3" 'MODE=a b'
Environment=PORT=80
ExecStartPre=/usr/bin/python3 prepare.py
ExecStart=-/srv/shop/venv/bin/gunicorn --bind :${PORT} \\
    # a comment between two lines
    shop.wsgi
ExecStart=+/usr/bin/node /srv/shop/live.js --room=%i --full=100%%
[Install]
WantedBy=multi-user.target
"""


def test_every_exec_start_counts_with_its_environment() -> None:
    found = read_one("deploy/shop.service", UNIT)
    assert [(item.program, item.target, item.workers, item.location.line) for item in found.commands] == [
        ("gunicorn", "shop.wsgi", 3, 10),
        ("node", "/srv/shop/live.js", None, 13),
    ]
    assert {item.process for item in found.commands} == {"shop"}
    assert all(item.production for item in found.commands)
    assert found.commands[1].command.endswith("--room= --full=100%")


def test_an_empty_assignment_takes_back_what_came_before() -> None:
    found = read_one("a.service", "[Service]\nExecStart=/usr/bin/node a.js\nExecStart=\nExecStart=/usr/bin/node b.js\n")
    assert [item.target for item in found.commands] == ["b.js"]


def test_units_of_other_kinds_start_nothing() -> None:
    assert read_one("x.service", "[D-BUS Service]\nExec=/usr/bin/python3 x.py\n").commands == ()
    assert read_one("x.service", "[Service]\nExecStart={{ bin }}/python3 x.py\n").commands == ()
    assert read_one("x.service", "[Service]\nExecStart=@bindir@/python3 x.py\n").commands == ()
    assert read_one("x.service", "[Service]\nExecStart=/usr/bin/docker run me/shop\n").commands == ()


def test_a_template_unit_and_a_script_of_the_repository() -> None:
    tree = {
        "ops/work@.service": "[Service]\nExecStart=/opt/shop/run.sh %i\n",
        "run.sh": "#!/bin/sh\nexec celery -A shop worker -c 2\n",
    }
    (command,) = read_tree(tree)[0].commands
    assert (command.process, command.program, command.workers) == ("work", "celery", 2)
    assert command.location.path == "run.sh"
