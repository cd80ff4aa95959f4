"""The default engine: a pool of threads, each with a worker process of its own."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice

from stackfit.fleet.isolation import allow_workers, run_task, stop_workers
from stackfit.fleet.task import Settings, Task

AHEAD = 2


def run_in_processes(tasks: Iterable[Task], settings: Settings, workers: int) -> Generator[bytes]:
    """Give the document of each task as it is done; no more tasks are taken than are needed to keep all busy."""
    waiting = iter(tasks)
    running: set[Future[bytes]] = set()
    allow_workers()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="stackfit")
    try:
        while True:
            new = islice(waiting, workers * AHEAD - len(running))
            running |= {pool.submit(run_task, task, settings) for task in new}
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        stop_workers()
        pool.shutdown(wait=True)
