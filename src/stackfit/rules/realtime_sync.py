"""SF802: real-time work on a synchronous Python stack."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.evidence import Evidence, WorkloadLabel
from stackfit.model.finding import Finding, Related
from stackfit.model.kinds import ComponentKind, Confidence, EvidenceSource, Role, Severity, Side
from stackfit.model.vocabulary import APPLIES
from stackfit.rules.base import PYTHON, Context, RuleMeta
from stackfit.rules.websocket_sync_worker import WebSocketOnSyncWorker

_REAL_TIME = ("messenger", "collaboration", "streaming")
_SURE = 0.5
_TAKES_WHAT_IS_THERE = frozenset({"flask-socketio", "python-socketio"})
_WAITS_FOR_MANY = frozenset({"asyncio", "trio", "gevent", "eventlet", "twisted", "tornado"})
_CODE = frozenset({EvidenceSource.IMPORT, EvidenceSource.CALL, EvidenceSource.FILE, EvidenceSource.COMMAND})


class RealTimeOnSyncPython:
    """Work of which people expect answers at once is served by a synchronous Python stack.

    ## What it finds

    A Python service whose main work is messages between people, work on a shared document or streaming, on a WSGI
    framework or threads with nothing beside it that can wait for many connections (asyncio, gevent, eventlet, Tornado,
    Twisted). It is a warning where the code accepts WebSocket connections, an information for a chat that does without.
    It stands at the strongest evidence of the work. Where a WebSocket meets a synchronous worker in production,
    [SF102](SF102.md) says so and this rule is silent.

    ## Why it matters

    In a WSGI server each open connection takes a worker or a thread for as long as it lasts
    ([gunicorn's design](https://docs.gunicorn.org/en/stable/design.html)). Users of a chat keep theirs open all day, so
    what is left is polling, which is late or wasteful, or a thread for each user.

    ## Example

    Bad:

    ```text
    chat/ a chat on Flask and a threaded server, messages fetched every second
    ```

    Good:

    ```text
    chat/ the same pages on Flask, the live part on an ASGI server with WebSocket
    ```

    ## What to do instead

    Serve the live part from something that waits on many connections at once: an ASGI framework, Django Channels,
    Socket.IO on gevent, or a service in Node.js; the rest can stay as it is.
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF802",
        name="real-time-on-sync-python",
        severity=Severity.WARNING,
        summary="Real-time work on a synchronous Python stack",
        since="0.1.0",
        criteria=("trending", "architecture"),
        languages=PYTHON,
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Join the workload with what serves it."""
        suspects = [item for item in context.components if _is_synchronous(item)]
        told = {found.component for found in WebSocketOnSyncWorker().check(context)} if suspects else set()
        for component in suspects:
            label = _live_work(component)
            evidence = _strongest(label) if label is not None else None
            sure = label is not None and (_holds_connections(component) or _is_chat(label))
            if label is not None and evidence is not None and sure and component.component.path not in told:
                yield self._report(component, label, evidence)

    def _report(self, component: ProfiledComponent, label: WorkloadLabel, evidence: Evidence) -> Finding:
        known = dict(component.concurrency_evidence)
        served = known.get("sync-wsgi", known.get("threads", ()))
        return self.meta.finding(
            evidence.location,
            f"{label.id} work is served by a synchronous stack: each open connection takes a worker or a thread",
            confidence=Confidence.PROBABLE if _is_settled(component) else Confidence.POSSIBLE,
            severity=Severity.WARNING if _holds_connections(component) else Severity.INFO,
            component=component.component.path,
            hint="serve the live part from an ASGI server, Socket.IO on gevent, or a Node.js service",
            related=tuple(Related(location=item.location, what=item.what) for item in served[:1]),
        )


def _is_synchronous(component: ProfiledComponent) -> bool:
    """Whether a component serves requests with WSGI and nothing that waits for many connections."""
    if component.runtime.side is not Side.PYTHON or component.kind not in (ComponentKind.SERVICE, ComponentKind.APP):
        return False
    served = "sync-wsgi" in component.concurrency or (
        "threads" in component.concurrency
        and any(use.category == "web-framework" and use.files for use in component.technologies)
    )
    return served and _WAITS_FOR_MANY.isdisjoint(component.concurrency)


def _is_settled(component: ProfiledComponent) -> bool:
    """Whether it is known what is installed: Socket.IO takes gevent or eventlet by itself where one of them is."""
    libraries = [use for use in component.technologies if use.id in _TAKES_WHAT_IS_THERE and use.files]
    return all(use.declared for use in libraries)


def _holds_connections(component: ProfiledComponent) -> bool:
    """Whether its code accepts WebSocket connections."""
    return component.websocket.used and "server" in component.websocket.sides


def _is_chat(label: WorkloadLabel) -> bool:
    """Whether code, not only a README, shows that people write to one another."""
    return label.id == "messenger" and label.shown >= _SURE


def _live_work(component: ProfiledComponent) -> WorkloadLabel | None:
    """Give the real-time work of a component, if it is its main work apart from being a site."""
    labels = [item for item in component.workloads if item.confidence >= APPLIES and not item.weak]
    own = [item for item in labels if item.id not in ("web-site", "web-api")]
    return own[0] if own and own[0].id in _REAL_TIME else None


def _strongest(label: WorkloadLabel) -> Evidence | None:
    """Give the strongest evidence in production code."""
    found = [item for item in label.evidence if item.source in _CODE and item.role is Role.PRODUCTION]
    return max(found, key=lambda item: item.strength, default=None)
