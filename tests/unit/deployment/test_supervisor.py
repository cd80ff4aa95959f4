from __future__ import annotations

from deployment.helpers import read_one, read_tree

TEXT = """[supervisord]
nodaemon=true

[program:web]
command=gunicorn -w %(ENV_WORKERS)s
    shop.wsgi ; the site
environment=WORKERS="4",HOME='/srv'
directory=/srv/shop

[program:work]
command = python worker.py --number %(process_num)02d
numprocs = 3
process_name = %(program_name)s_%(process_num)02d

[program:green]
command=gunicorn -w 2 -k gevent a:b
numprocs=2

[program:off]
command=python old.py
autostart=false

[group:all]
programs=web,work
"""


def test_programs() -> None:
    found = read_one("etc/supervisord.conf", TEXT)
    assert [(item.process, item.program, item.target, item.workers, item.location.line) for item in found.commands] == [
        ("web", "gunicorn", "shop.wsgi", 4, 5),
        ("work", "python", "worker.py", 3, 11),
        ("green", "gunicorn", "a:b", 4, 16),
    ]


def test_processes_of_one_machine_are_no_replicas() -> None:
    assert {item.replicas for item in read_one("supervisor/web.conf", TEXT).commands} == {None}


def test_other_configuration_says_nothing() -> None:
    assert read_one("supervisor.conf", "server { listen 80; }\ncommand=x\n").commands == ()


def test_each_program_runs_in_its_own_folder() -> None:
    text = (
        "[program:api]\ndirectory=/srv/shop/api\ncommand=gunicorn shop:app\n"
        "[program:bot]\ndirectory=/srv/shop/bot\ncommand=python main.py\n"
    )
    found = read_tree({"deploy/supervisord.conf": text, "api/shop.py": "", "bot/main.py": ""})
    assert [(one.context, [item.process for item in one.commands]) for one in found] == [
        ("api", ["api"]),
        ("bot", ["bot"]),
    ]
