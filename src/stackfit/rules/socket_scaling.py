"""SF503: Socket.IO in several processes that know nothing of one another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.finding import Finding
from stackfit.model.kinds import Confidence, Severity
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.serving import sync_worker
from stackfit.rules.several import FORKS, Several, deploys, find_several, runs
from stackfit.rules.socket_stores import WORDS, SocketServer, socket_servers

_HINT = "start one worker per process behind a sticky load balancer, and pass message_queue= or client_manager="
_STICKY = ("@socket.io/sticky", "@socket.io/pm2", "sticky-session", "sticky-cluster", "socketio-sticky-session")


class SocketsWithoutAdapter:
    """Socket.IO runs in several processes that do not share their connections.

    ## What it finds

    A Socket.IO server (Node.js, python-socketio, Flask-SocketIO) in code that production starts more than once
    (workers, replicas, PM2 and its ecosystem file, `cluster.fork`), where

    - no adapter or message queue carries messages from one process to the others; or
    - one does, but the workers take turns at one port: gunicorn's workers, PM2 or `cluster` without
      `@socket.io/sticky`. A server with `transports` of its own is left alone here.

    ## Why it matters

    A room is known to the process that holds its connections. A message sent in one of four processes reaches a quarter
    of the room. A client that begins with plain requests, as Socket.IO does, must meet the same process each time, or
    it is refused as unknown.
    [Socket.IO](https://socket.io/docs/v4/using-multiple-nodes/) and
    [Flask-SocketIO](https://flask-socketio.readthedocs.io/en/latest/deployment.html#using-multiple-workers) say so.

    ## Example

    Bad: in a program that PM2 starts four times,

    ```javascript
    const io = new Server(server);
    ```

    Good:

    ```javascript
    const io = new Server(server, { adapter: createAdapter(pub, sub), transports: ["websocket"] });
    ```

    ## What to do instead

    Give Socket.IO an adapter (`@socket.io/redis-adapter`) or a message queue (`message_queue=`, `client_manager=`), and
    let a client keep to one process: a load balancer that looks at the address or a cookie, `@socket.io/sticky`, or
    WebSocket as the only transport.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF503",
        name="sockets-without-adapter",
        severity=Severity.WARNING,
        summary="Socket.IO in several processes that share nothing",
        since="0.1.0",
        criteria=("scalability",),
        languages=(*PYTHON, *NODE),
        words=WORDS | FORKS,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Join the servers with the processes that are started."""
        for component in context.components:
            servers = socket_servers(component, context) if deploys(component) else ()
            several = tuple(find_several(component, context)) if servers else ()
            for server in servers:
                for more in several:
                    if self._breaks(server, more, component, context):
                        yield self._report(component, server, more)
                        break

    def _breaks(self, server: SocketServer, more: Several, component: ProfiledComponent, context: Context) -> bool:
        """Whether further processes tear the connections apart."""
        if not runs(more, server.location.path, component, context):
            return False
        if server.python and more.command is not None and sync_worker(more.command, context):
            return False  # SF102 speaks of the same command and asks for one worker
        if not server.shared:
            return True
        sticky = any(item.name.startswith(_STICKY) for item in component.component.dependencies)
        return server.polls and more.shares_a_port and not sticky

    def _report(self, component: ProfiledComponent, server: SocketServer, more: Several) -> Finding:
        if not server.shared:
            message = f"Socket.IO's connections live in the memory of one process, but {more.what}"
            hint = _HINT if server.python else "add @socket.io/redis-adapter"
        else:
            message = f"Socket.IO's clients must meet one process each time, but {more.what}"
            hint = _HINT if server.python else "add @socket.io/sticky, or allow the transport websocket alone"
        return self.meta.finding(
            server.location,
            message,
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            hint=hint,
            symbol=server.symbol,
            related=more.related,
        )
