"""Evidence: a fact seen at a place, and what is concluded from it about technologies and workloads."""

from __future__ import annotations

from dataclasses import dataclass

from stackfit.model.kinds import EvidenceSource, Role
from stackfit.model.source import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One fact. `strength` (0..1) is how far it points to what cites it, `technology` the id it comes from, or ""."""

    source: EvidenceSource
    role: Role
    location: Location
    what: str
    strength: float = 1.0
    technology: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnologyUse:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkloadLabel:
    """A workload and how sure it is (0..1); `weak` when fewer than two independent pieces of evidence support it.

    `shown` is the confidence without what texts say: what code, manifests and paths show by themselves.
    """

    id: str
    confidence: float
    shown: float
    weak: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSocketUse:
    """WebSocket use in production code. `sides` holds "server" and/or "client"."""

    used: bool = False
    libraries: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
