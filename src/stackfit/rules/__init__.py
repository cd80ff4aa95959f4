"""Every rule, written out by hand in the order of codes; and the codes that must never be used again."""

from __future__ import annotations

from stackfit.rules.base import Context, Rule, RuleMeta
from stackfit.rules.blocking_call import BlockingCallOnEventLoop
from stackfit.rules.cpu_threads import CpuBoundThreads
from stackfit.rules.development_server import DevelopmentServerInProduction
from stackfit.rules.node_python import NodeStartsPython
from stackfit.rules.node_training import ModelTrainingInNode
from stackfit.rules.python_node import PythonStartsNode
from stackfit.rules.runner import run_rules, wanted_words
from stackfit.rules.session_store import InProcessSessionStore
from stackfit.rules.unused_suppression import UnusedSuppression
from stackfit.rules.websocket_sync_worker import WebSocketOnSyncWorker
from stackfit.rules.workload_runtime import WorkloadAgainstRuntime

RULES: tuple[Rule, ...] = (
    UnusedSuppression(),
    BlockingCallOnEventLoop(),
    WebSocketOnSyncWorker(),
    CpuBoundThreads(),
    InProcessSessionStore(),
    DevelopmentServerInProduction(),
    NodeStartsPython(),
    PythonStartsNode(),
    ModelTrainingInNode(),
    WorkloadAgainstRuntime(),
)

RETIRED: frozenset[str] = frozenset()
"""Codes of rules that are gone; a code is never given to another rule."""

__all__ = ["RETIRED", "RULES", "Context", "Rule", "RuleMeta", "run_rules", "wanted_words"]
