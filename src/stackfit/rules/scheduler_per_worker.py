"""SF507: each of several processes runs a scheduler of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import FileFacts
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Severity
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.loading import loaded_by_server
from stackfit.rules.scheduling import WORDS, Jobs, started_jobs
from stackfit.rules.several import FORKS, Several, deploys, find_several, runs

_PRELOADED = re.compile(r"--preload\b|^\s{0,8}preload_app\s{0,4}=\s{0,4}True", re.MULTILINE)
_RUN_BY_FRAMEWORK = frozenset({"ready", "create_app", "make_app", "lifespan", "startup", "on_startup", "__init__"})


class SchedulerPerWorker:
    """Every process of a server starts a scheduler, so that each job runs as often as there are processes.

    ## What it finds

    A scheduler in the process of a server: APScheduler, Flask-APScheduler or aiocron started when the module is loaded
    or by a function that the loaded code calls; node-cron, node-schedule, cron, croner and `@nestjs/schedule`; where
    production starts that code in several processes (workers, replicas, PM2, `cluster.fork`). Left alone: code that
    speaks of a lock, a leader or the number of its instance, what stands under `if __name__ == "__main__"`, and
    gunicorn with `--preload`, whose workers inherit no threads.

    ## Why it matters

    Four workers send the daily mail four times. APScheduler's own
    [list of frequent questions](https://apscheduler.readthedocs.io/en/3.x/faq.html) says that sharing jobs among
    processes does not work, and that a job of a web application with several workers runs several times.

    ## Example

    Bad: with `gunicorn --workers 4 app:app`,

    ```python
    scheduler = BackgroundScheduler()
    scheduler.add_job(send_daily_mail, "cron", hour=7)
    scheduler.start()
    ```

    Good, started once, beside the server:

    ```python
    if __name__ == "__main__":
        scheduler = BlockingScheduler()
        scheduler.add_job(send_daily_mail, "cron", hour=7)
        scheduler.start()
    ```

    ## What to do instead

    Run the scheduler in a process of its own, leave the clock to the platform (cron, a Kubernetes CronJob, Celery beat,
    repeatable jobs of BullMQ), or take a lock in a database or Redis before each job.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF507",
        name="scheduler-per-worker",
        severity=Severity.WARNING,
        summary="A scheduler in each process of a server",
        since="0.1.0",
        criteria=("scalability",),
        languages=(*PYTHON, *NODE),
        words=WORDS | FORKS,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Join the schedulers with the processes that are started."""
        for component in context.components:
            files = context.files(component, WORDS) if deploys(component) else ()
            several = tuple(find_several(component, context)) if files else ()
            for file in files if several else ():
                facts = context.facts(file.path)
                jobs = started_jobs(facts, context) if facts is not None else None
                if facts is None or jobs is None:
                    continue
                more = next((item for item in several if _starts(facts, jobs, item, component, context)), None)
                if more is not None:
                    yield self._report(component, facts, jobs, more)

    def _report(self, component: ProfiledComponent, facts: FileFacts, jobs: Jobs, more: Several) -> Finding:
        return self.meta.finding(
            jobs.location,
            f"Each process runs its own {jobs.library} scheduler, and {more.what}: every job runs in each of them",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            hint="run the scheduler in a process of its own, or take a lock before each job",
            symbol=facts.functions[jobs.function].qualname if jobs.function >= 0 else "",
            related=more.related,
        )


def _starts(facts: FileFacts, jobs: Jobs, more: Several, component: ProfiledComponent, context: Context) -> bool:
    """Whether each of the processes starts the scheduler."""
    if not facts.language.is_python:
        return runs(more, facts.path, component, context)
    command = more.command
    if command is None or _is_preloaded(more, context):
        return False
    loaded = loaded_by_server(command, component, context)
    return facts.path in loaded and (jobs.function < 0 or _is_called(facts, jobs.function, loaded, context))


def _is_called(facts: FileFacts, index: int, loaded: frozenset[str], context: Context) -> bool:
    """Whether code that is loaded calls a function by name, or a framework does."""
    function = facts.functions[index]
    if function.name in _RUN_BY_FRAMEWORK or function.decorators:
        return True
    others = (other for path in loaded if (other := context.facts(path)) is not None)
    return any(call.callee.rpartition(".")[2] == function.name for other in others for call in other.calls)


def _is_preloaded(more: Several, context: Context) -> bool:
    """Whether gunicorn loads the code once, before it forks: threads stay behind in its master."""
    command = more.command
    if command is None or command.program != "gunicorn":
        return False
    settings = (path for path in context.paths if "gunicorn" in path.rpartition("/")[2] and path.endswith(".py"))
    texts = (context.text(path) or "" for path in sorted(settings))
    return any(_PRELOADED.search(text) for text in (command.command, *texts))
