"""The engine for more than one machine: Dask distributed, on a scheduler that is there or a local cluster."""

from __future__ import annotations

import contextlib
import logging
import signal
import time
from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from multiprocessing import resource_tracker
from typing import Any

import dask
from distributed import Client, Future, LocalCluster, as_completed
from distributed.client import CancelledError
from distributed.scheduler import KilledWorker

from stackfit import __version__
from stackfit.catalogue.data import data_version
from stackfit.errors import StackfitError, UsageError
from stackfit.fleet.child import encode
from stackfit.fleet.isolation import ATTEMPTS, run_task
from stackfit.fleet.task import Settings, Task
from stackfit.fleet.work import failure

AHEAD = 3
PATIENCE = 120.0
"""Seconds that a scheduler has to come, or to come back."""

_LOST = (CancelledError, OSError, TimeoutError)


def run_on_dask(tasks: Iterable[Task], settings: Settings, workers: int, scheduler: str | None) -> Generator[bytes]:
    """Give the document of each task as it is done. Raises `StackfitError` where the cluster cannot be used."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(_quiet())
        stack.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": ATTEMPTS - 1}))
        client = _connect(scheduler, workers, stack)
        _check_versions(client)
        yield from _Crew(client, settings).run(iter(tasks))


class _Crew:
    """Keeps the cluster supplied, and hands tasks in again that were lost with a scheduler."""

    def __init__(self, client: Client, settings: Settings) -> None:
        self._client = client
        self._settings = settings
        self._running: dict[Any, Task] = {}
        self._done = as_completed(loop=client.loop)

    def run(self, tasks: Iterator[Task]) -> Iterator[bytes]:
        """Submit and collect until there is nothing left."""
        self._submit(islice(tasks, self._width()))
        while self._running:
            future = next(self._done)
            task = self._running.pop(future.key)
            answer = self._answer_of(future, task)
            if answer is None:
                self._await_scheduler()
                self._submit([task])
            else:
                yield answer
                self._submit(islice(tasks, max(0, self._width() - len(self._running))))

    def _submit(self, tasks: Iterable[Task]) -> None:
        for task in tasks:
            future = self._client.submit(run_task, task, self._settings, pure=False)
            self._running[future.key] = task
            self._done.add(future)

    def _answer_of(self, future: Future, task: Task) -> bytes | None:
        """The document; None where the scheduler was lost, and the task with it."""
        try:
            return bytes(future.result())
        except KilledWorker as problem:
            return encode(failure(task.source, "crash", str(problem)))
        except _LOST:
            return None
        except Exception as problem:
            return encode(failure(task.source, "internal", f"{type(problem).__name__}: {problem}"))

    def _await_scheduler(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self._client.status != "closed":
            with contextlib.suppress(*_LOST, ValueError):
                if self._client.status == "running" and self._client.nthreads():
                    return
            time.sleep(0.2)
        raise StackfitError("the scheduler is gone and did not come back", hint="what is done is kept: use --resume")

    def _width(self) -> int:
        """How many tasks keep the cluster busy as it is now."""
        try:
            return AHEAD * max(1, sum(map(int, self._client.nthreads().values())))
        except _LOST:
            return max(1, len(self._running))


def _connect(scheduler: str | None, workers: int, stack: contextlib.ExitStack) -> Client:
    try:
        with _deaf_to_interrupts():
            cluster = None if scheduler else stack.enter_context(_local_cluster(workers))
        client = stack.enter_context(Client(scheduler or cluster, timeout=PATIENCE, set_as_default=False))
        client.wait_for_workers(1, timeout=PATIENCE)
    except (OSError, RuntimeError, ValueError) as problem:
        where = scheduler or "local cluster"
        raise UsageError(
            f"cannot be used: {problem}", where=where, hint="is it running, and has it workers?"
        ) from problem
    return client


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ctrl-C reaches the whole group; the threads and processes that are begun in here leave it to the main thread."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # which would let them through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _local_cluster(workers: int) -> LocalCluster:
    return LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        memory_limit=0,
        dashboard_address="127.0.0.1:0",
        worker_dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    )


def _check_versions(client: Client) -> None:
    """Workers with another stackfit would give other results."""
    ours = versions()
    try:
        theirs = client.run(versions)
    except Exception as problem:
        hint = "install stackfit[fleet] there"
        raise UsageError(f"workers cannot run stackfit: {problem}", where="--scheduler", hint=hint) from problem
    other = {name: found for name, found in theirs.items() if tuple(found) != ours}
    if other:
        name, found = min(other.items())
        raise UsageError(f"worker {name} has stackfit {found[0]} (data {found[1]}), this is {ours[0]} ({ours[1]})")


def versions() -> tuple[str, str]:
    """What must be the same on all machines."""
    return __version__, data_version()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Dask tells of each worker that comes and goes; what matters to the run is said by us."""
    loggers = [
        logging.getLogger(name) for name in list(logging.root.manager.loggerDict) if name.startswith("distributed")
    ]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
