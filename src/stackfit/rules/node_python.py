"""SF601: a request in Node.js starts a Python interpreter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.source import Location
from stackfit.rules.base import NODE, Context, RuleMeta
from stackfit.rules.reach import HandlerSearch, Way
from stackfit.rules.spawning import starts_python

_NAMES = frozenset({"python", "python2", "python3", "pythonw", "pypy", "pypy3", "py", "PythonShell", "python-shell"})
_SPAWNS = frozenset({"child_process", "node:child_process", "python-shell", "cross-spawn", "execa", "shelljs", "zx"})


class NodeStartsPython:
    """A request handler in Node.js starts a Python interpreter.

    ## What it finds

    Node.js code that runs a Python interpreter (`child_process.spawn("python", ...)`, `exec`, `execFile`, python-shell)
    inside a request, message or connection handler, or in a function that one calls, in the same file or through the
    imports of up to three more. A process started once, at start-up or from a command line tool, is left alone.

    ## Why it matters

    Starting an interpreter and importing its libraries takes from tens of milliseconds to seconds, and memory for a
    whole process, for every request; under load the machine runs out of both. The
    [Node.js documentation](https://nodejs.org/api/child_process.html) notes what a process costs. It also shows that
    the work belongs to the other runtime.

    ## Example

    Bad:

    ```javascript
    app.post('/predict', (req, res) => {
      spawn('python3', ['predict.py', req.body.text]).stdout.pipe(res);
    });
    ```

    Good:

    ```javascript
    app.post('/predict', async (req, res) => {
      const answer = await fetch('http://model:8000/predict', { method: 'POST', body: req.body.text });
      res.json(await answer.json());
    });
    ```

    ## What to do instead

    Make the other side a service of its own (FastAPI, a queue worker) that starts once, or keep a pool of
    long-lived processes and send them messages. Small tasks may have a library on this side.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF601",
        name="node-starts-python",
        severity=Severity.WARNING,
        summary="A request in Node.js starts a Python interpreter",
        since="0.1.0",
        criteria=("extensibility", "performance"),
        languages=NODE,
        words=_NAMES | _SPAWNS,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Find interpreters that are started on the way of a request."""
        for component in context.components:
            search = HandlerSearch(component, context)
            naming = {file.path for file in context.files(component, _NAMES, NODE)}
            for file in context.files(component, _SPAWNS, NODE):
                facts = context.facts(file.path) if file.path in naming else None
                for call in facts.calls if facts is not None else ():
                    if facts is not None and call.function >= 0 and starts_python(facts, call, context):
                        way = search.find(facts, call.function)
                        if way is not None:
                            yield self._report(component, facts, call, way)

    def _report(self, component: ProfiledComponent, facts: FileFacts, call: Call, way: Way) -> Finding:
        return self.meta.finding(
            Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line),
            f"{call.callee} starts a Python process each time {way.handler} runs",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            hint="keep the Python part running as a service or worker of its own and send it the work",
            symbol=facts.functions[call.function].qualname,
            related=(Related(location=way.location, what=f"{way.handler}: the way here begins"),),
        )
