"""SF601: a request in Node.js starts a Python interpreter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.finding import Finding
from stackfit.model.kinds import Severity
from stackfit.rules.base import NODE, Context, RuleMeta
from stackfit.rules.bridges import Bridge, find_bridges
from stackfit.rules.spawning import starts_python

_BRIDGE = Bridge(
    runtime="Python",
    names=frozenset({"python", "python2", "python3", "pythonw", "pypy", "pypy3", "py", "PythonShell", "python-shell"}),
    spawns=frozenset({"child_process", "node:child_process", "python-shell", "cross-spawn", "execa", "shelljs", "zx"}),
    starts=starts_python,
)


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
        words=_BRIDGE.names | _BRIDGE.spawns,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Find interpreters that are started on the way of a request."""
        return find_bridges(self.meta, _BRIDGE, context)
