"""Cloning and decomposing show in how a component is started."""

from __future__ import annotations

from stackfit.model.component import Component
from stackfit.model.deployment import StartCommand
from stackfit.model.kinds import Ecosystem, Role
from stackfit.model.source import Location
from stackfit.technology.scaling import CLONING, DECOMPOSING, scaling_evidence


def component(path: str, *commands: StartCommand) -> Component:
    return Component(path=path, name=path, ecosystem=Ecosystem.PYPI, role=Role.PRODUCTION, files=(), commands=commands)


def command(line: int, **values: object) -> StartCommand:
    place = Location(path=str(values.pop("path", "Procfile")), line=line)
    return StartCommand(command="", location=place, source="procfile", **values)  # type: ignore[arg-type]


def ids(one: Component, *others: Component) -> set[tuple[str, int]]:
    return {(item.technology, item.location.line) for item in scaling_evidence(one, (one, *others))}


def test_several_workers_or_replicas_are_clones() -> None:
    several = component(".", command(1, program="gunicorn", workers=4), command(2, program="node", replicas=3))
    assert ids(several) == {(CLONING, 1), (CLONING, 2)}


def test_one_process_per_core_is_cloning_and_one_process_is_not() -> None:
    assert ids(component(".", command(1, program="pm2", workers=0))) == {(CLONING, 1)}
    assert ids(component(".", command(1, program="gunicorn", workers=1, replicas=1))) == set()


def test_a_development_server_clones_nothing() -> None:
    assert ids(component(".", command(1, program="uvicorn", workers=4, development=True))) == set()


def test_web_and_worker_of_one_procfile_are_decomposed() -> None:
    web = command(1, program="gunicorn", target="app:app", process="web")
    worker = command(2, program="celery", target="app", process="worker")
    assert ids(component(".", web, worker)) == {(DECOMPOSING, 1), (DECOMPOSING, 2)}


def test_the_same_server_named_in_two_files_is_not_decomposed() -> None:
    first = command(1, program="gunicorn", target="app:app", process="web")
    second = command(9, program="gunicorn", target="", path="Dockerfile")
    assert ids(component(".", first, second)) == set()


def test_services_deployed_beside_each_other_are_decomposed() -> None:
    cart = component("cart", command(3, program="gunicorn", target="cart:app", path="cart/Dockerfile"))
    mail = component("mail", command(7, program="python", target="mail.py", path="mail/Dockerfile"))
    assert ids(cart, mail) == {(DECOMPOSING, 7)}
    assert ids(component("docs"), cart, mail) == set()
