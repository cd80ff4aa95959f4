"""SF601: a request starts an interpreter of the other language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.source import Location
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.handlers import request_functions

_PYTHON = re.compile(r"(?:[\w./\\-]{0,200}[/\\])?(?:python(?:[23](?:\.\d{1,2})?)?|pythonw|pypy3?|py)(?:\.exe)?(?:\s|$)")
_NODE = re.compile(r"(?:[\w./\\-]{0,200}[/\\])?(?:node|nodejs)(?:\.exe)?(?:[\s,]|$)")
_SPAWNS = frozenset(
    f"{module}.{name}"
    for module, names in (
        ("child_process", ("spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync")),
        ("cross-spawn", ("spawn", "sync")),
        ("execa", ("execa", "execaSync", "execaCommand", "command")),
    )
    for name in names
) | {"cross-spawn", "execa"}
_SHELLS = frozenset(
    {
        "python-shell",
        "python-shell.run",
        "python-shell.PythonShell",
        "python-shell.PythonShell.run",
        "python-shell.PythonShell.runString",
    }
)
_PYTHON_SPAWNS = frozenset(
    {
        "subprocess.run",
        "subprocess.Popen",
        "subprocess.call",
        "subprocess.check_call",
        "subprocess.check_output",
        "subprocess.getoutput",
        "os.system",
        "os.popen",
        "asyncio.create_subprocess_exec",
        "asyncio.create_subprocess_shell",
    }
)
_NODE_WORDS = frozenset({"node", "nodejs"})
_PYTHON_WORDS = frozenset(
    {"python", "python2", "python3", "pythonw", "pypy", "pypy3", "py", "PythonShell", "python-shell"}
)
_SPAWN_WORDS = frozenset(
    {
        "child_process",
        "node:child_process",
        "python-shell",
        "cross-spawn",
        "execa",
        "subprocess",
        "create_subprocess_exec",
        "create_subprocess_shell",
        "popen",
        "system",
    }
)


class NodeStartsPython:
    """A request handler starts an interpreter of the other language.

    ## What it finds

    Node.js code that runs a Python interpreter (`child_process.spawn("python", ...)`, `exec`, `execFile`, python-shell)
    inside a request, message or connection handler, or in a function of the same file that one calls; and Python views
    that start `node` the same way. A process started once, at start-up or from a command line tool, is left alone.

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
        summary="A request starts an interpreter of the other language",
        since="0.1.0",
        criteria=("extensibility", "performance"),
        languages=(*PYTHON, *NODE),
        words=_SPAWN_WORDS | _NODE_WORDS | _PYTHON_WORDS,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Find interpreters that are started on the way of a request."""
        for component in context.components:
            for facts in _candidates(component, context):
                calls = [call for call in facts.calls if call.function >= 0 and _starts_other(facts, call)]
                reached = request_functions(facts) if calls else {}
                for call in calls:
                    if call.function in reached:
                        yield self._report(component, facts, call, reached[call.function])

    def _report(self, component: ProfiledComponent, facts: FileFacts, call: Call, handler: str) -> Finding:
        here, there = ("Python", "Node.js") if facts.language.is_python else ("Node.js", "Python")
        function = facts.functions[call.function]
        return self.meta.finding(
            Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line),
            f"{here} starts a {there} process for each request ({handler}): {call.callee}",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            hint=f"run the {there} part as a service or a worker that starts once",
            symbol=function.qualname,
            related=(Related(location=Location(path=facts.path, line=function.line), what="runs per request"),),
        )


def _candidates(component: ProfiledComponent, context: Context) -> Iterator[FileFacts]:
    """Parse the files that both start programs and name the other language's interpreter."""
    for languages, words in ((NODE, _PYTHON_WORDS), (PYTHON, _NODE_WORDS)):
        naming = {file.path for file in context.files(component, words, languages)}
        for file in context.files(component, _SPAWN_WORDS, languages):
            facts = context.facts(file.path) if file.path in naming else None
            if facts is not None:
                yield facts


def _starts_other(facts: FileFacts, call: Call) -> bool:
    """Whether a call starts the interpreter of the other language."""
    first = call.args[0] if call.args else None
    if facts.language.is_python:
        known = call.resolved in _PYTHON_SPAWNS and first is not None and first.kind in ("string", "template", "list")
        return known and first is not None and bool(_NODE.match(first.value))
    if call.resolved in _SHELLS:
        return call.constructor or call.resolved.endswith((".run", ".runString"))
    return (
        call.resolved in _SPAWNS
        and first is not None
        and first.kind in ("string", "template")
        and bool(_PYTHON.match(first.value))
    )
