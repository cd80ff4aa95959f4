"""SF602: a request in Python starts Node.js."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import Confidence, Severity
from stackfit.model.source import Location
from stackfit.rules.base import PYTHON, Context, RuleMeta
from stackfit.rules.reach import HandlerSearch, Way
from stackfit.rules.spawning import starts_node

_NAMES = frozenset({"node", "nodejs"})
_SPAWNS = frozenset({"subprocess", "create_subprocess_exec", "create_subprocess_shell", "popen", "system"})


class PythonStartsNode:
    """A view or handler in Python starts Node.js.

    ## What it finds

    Python code that runs `node` (`subprocess.run(["node", ...])`, `Popen`, `os.system`, asyncio's
    `create_subprocess_exec`) inside a view, endpoint or socket event of a web framework, or in a function that one
    calls, in the same file or through the imports of up to three more. Build scripts, management commands and a process
    that is started once are left alone.

    ## Why it matters

    Starting Node.js and loading its modules takes tens to hundreds of milliseconds and tens of megabytes, for every
    request, while the Python worker waits; the
    [subprocess documentation](https://docs.python.org/3/library/subprocess.html) has no pool to soften that. It also
    shows that the work belongs to the other runtime.

    ## Example

    Bad:

    ```python
    @app.route("/page")
    def page():
        return subprocess.run(["node", "render.js"], capture_output=True).stdout
    ```

    Good:

    ```python
    @app.route("/page")
    def page():
        return requests.get("http://renderer:3000/page", timeout=2).text
    ```

    ## What to do instead

    Keep the Node.js part running as a small service (an HTTP or IPC server, a queue worker) and send it the work, or
    use a Python library for the task. What can be rendered ahead is better rendered in the build.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF602",
        name="python-starts-node",
        severity=Severity.WARNING,
        summary="A request in Python starts Node.js",
        since="0.1.0",
        criteria=("extensibility", "performance"),
        languages=PYTHON,
        words=_NAMES | _SPAWNS,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Find interpreters that are started on the way of a request."""
        for component in context.components:
            search = HandlerSearch(component, context)
            naming = {file.path for file in context.files(component, _NAMES, PYTHON)}
            for file in context.files(component, _SPAWNS, PYTHON):
                facts = context.facts(file.path) if file.path in naming else None
                for call in facts.calls if facts is not None else ():
                    if facts is not None and call.function >= 0 and starts_node(facts, call, context):
                        way = search.find(facts, call.function)
                        if way is not None:
                            yield self._report(component, facts, call, way)

    def _report(self, component: ProfiledComponent, facts: FileFacts, call: Call, way: Way) -> Finding:
        return self.meta.finding(
            Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line),
            f"{call.callee} starts a Node.js process each time {way.handler} runs",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            hint="keep the Node.js part running as a service or worker of its own and send it the work",
            symbol=facts.functions[call.function].qualname,
            related=(Related(location=way.location, what=f"{way.handler}: the way here begins"),),
        )
