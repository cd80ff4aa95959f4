from __future__ import annotations

from deployment.helpers import read_one


def test_a_service_of_s6_runs_its_script() -> None:
    text = (
        "#!/command/with-contenv bash\n# shellcheck shell=bash\npython3 prepare.py || exit 1\nexec python3 -u -m shop\n"
    )
    found = read_one("docker/rootfs/etc/s6-overlay/s6-rc.d/shop/run", text)
    assert [(item.process, item.program, item.target, item.location.line) for item in found.commands] == [
        ("shop", "python", "shop", 4)
    ]


def test_a_logger_starts_nothing() -> None:
    assert read_one("etc/service/shop-log/run", "#!/bin/sh\nexec node log.js\n").commands == ()


CIRCUS = """[circus]
endpoint = tcp://127.0.0.1:5555

[watcher:web]
cmd = chaussette --fd $(circus.sockets.web) shop.app
numprocesses = 3

[watcher:work]
cmd = python
args = -u work.py
"""


def test_circus() -> None:
    found = read_one("circus.ini", CIRCUS)
    assert found.services == ("web", "work")
    assert [(item.process, item.workers, item.target) for item in found.commands if item.program == "python"] == [
        ("work", None, "work.py")
    ]
    assert [item.workers for item in found.commands if item.process == "web"] == [3]
