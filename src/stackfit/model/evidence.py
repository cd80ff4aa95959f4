"""Evidence: a fact seen at a place, and what is concluded from it about technologies and workloads."""

from __future__ import annotations

from msgspec import Struct

from stackfit.model.kinds import EvidenceSource, Role
from stackfit.model.source import Location


class Evidence(Struct, frozen=True, kw_only=True):
    """One fact. `strength` (0..1) is how far it points to what cites it, `technology` the id it comes from, or ""."""

    source: EvidenceSource
    role: Role
    location: Location
    what: str
    strength: float = 1.0
    technology: str = ""


class TechnologyUse(Struct, frozen=True, kw_only=True):
    """A catalogue technology found in a component.

    `files` is how many production files import or call it, `central` the share of the component's production code
    files that do (0..1), `declared` whether a manifest or lockfile names it as needed at run time.
    """

    id: str
    name: str
    category: str
    evidence: tuple[Evidence, ...]
    files: int = 0
    central: float = 0.0
    declared: bool = False
    production: bool = True


class WorkloadLabel(Struct, frozen=True, kw_only=True):
    """A workload and how sure it is (0..1); `weak` when fewer than two independent pieces of evidence support it.

    `shown` is the confidence without what texts say: what code, manifests and paths show by themselves.
    """

    id: str
    confidence: float
    shown: float
    weak: bool
    evidence: tuple[Evidence, ...]


class WebSocketUse(Struct, frozen=True, kw_only=True):
    """WebSocket use in production code. `sides` holds "server" and/or "client"."""

    used: bool = False
    libraries: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
