"""SF602: a request in Python starts Node.js."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.finding import Finding
from stackfit.model.kinds import Severity
from stackfit.rules.base import PYTHON, Context, RuleMeta
from stackfit.rules.bridges import Bridge, find_bridges
from stackfit.rules.spawning import starts_node

_BRIDGE = Bridge(
    runtime="Node.js",
    names=frozenset({"node", "nodejs"}),
    spawns=frozenset({"subprocess", "create_subprocess_exec", "create_subprocess_shell", "popen", "system"}),
    starts=starts_node,
)


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
        words=_BRIDGE.names | _BRIDGE.spawns,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Find interpreters that are started on the way of a request."""
        return find_bridges(self.meta, _BRIDGE, context)
