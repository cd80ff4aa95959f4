"""Every rule, written out by hand in the order of codes; and the codes that must never be used again."""

from __future__ import annotations

from stackfit.rules.backtracking_regex import BacktrackingRegex
from stackfit.rules.base import Context, Rule, RuleMeta
from stackfit.rules.blocking_call import BlockingCallOnEventLoop
from stackfit.rules.callback_nesting import DeepCallbackNesting
from stackfit.rules.client_per_request import ClientPerRequest
from stackfit.rules.complex_function import OverComplexFunction
from stackfit.rules.conflicting_workloads import ConflictingWorkloads
from stackfit.rules.cpu_on_loop import CpuOnEventLoop
from stackfit.rules.cpu_threads import CpuBoundThreads
from stackfit.rules.deprecated_dependency import DeprecatedDependency
from stackfit.rules.development_server import DevelopmentServerInProduction
from stackfit.rules.dropped_task import DroppedTask
from stackfit.rules.duplicate_library import DuplicateLibrary
from stackfit.rules.ended_framework import EndedFramework
from stackfit.rules.ended_runtime import EndedRuntime
from stackfit.rules.express_async import ExpressAsyncHandler
from stackfit.rules.floating_promise import FloatingPromise
from stackfit.rules.floating_runtime import FloatingRuntime
from stackfit.rules.fork_in_threads import ForkInThreads
from stackfit.rules.limits_per_worker import LimitsPerWorker
from stackfit.rules.micropython_module import MissingMicroPythonModule
from stackfit.rules.missing_error_listener import MissingErrorListener
from stackfit.rules.missing_lockfile import MissingLockfile
from stackfit.rules.mobile_python import MobileAppFromPython
from stackfit.rules.nested_loop import EventLoopInHandler
from stackfit.rules.no_timeout import NoTimeout
from stackfit.rules.node_python import NodeStartsPython
from stackfit.rules.node_training import ModelTrainingInNode
from stackfit.rules.one_process import OneProcess
from stackfit.rules.open_responses import OpenResponseOnSyncWorker
from stackfit.rules.polling import PollPerConnection
from stackfit.rules.python_node import PythonStartsNode
from stackfit.rules.query_per_item import QueryPerItem
from stackfit.rules.realtime_sync import RealTimeOnSyncPython
from stackfit.rules.removed_module import RemovedModule
from stackfit.rules.runner import run_rules, wanted_words
from stackfit.rules.scheduler_per_worker import SchedulerPerWorker
from stackfit.rules.sequential_awaits import SequentialAwaits
from stackfit.rules.server_in_browser import ServerCodeInBrowser
from stackfit.rules.session_store import InProcessSessionStore
from stackfit.rules.socket_scaling import SocketsWithoutAdapter
from stackfit.rules.stale_baseline import StaleBaselineEntry
from stackfit.rules.swallowed_exception import SwallowedException
from stackfit.rules.thread_per_connection import ThreadPerConnection
from stackfit.rules.unawaited_coroutine import UnawaitedCoroutine
from stackfit.rules.uncaught_exception import UncaughtExceptionContinues
from stackfit.rules.unloadable_native import UnloadableNativeCode
from stackfit.rules.unmaintained_dependency import UnmaintainedDependency
from stackfit.rules.unused_suppression import UnusedSuppression
from stackfit.rules.websocket_sync_worker import WebSocketOnSyncWorker
from stackfit.rules.workload_runtime import WorkloadAgainstRuntime

RULES: tuple[Rule, ...] = (
    UnusedSuppression(),
    StaleBaselineEntry(),
    BlockingCallOnEventLoop(),
    WebSocketOnSyncWorker(),
    EventLoopInHandler(),
    ThreadPerConnection(),
    PollPerConnection(),
    CpuOnEventLoop(),
    BacktrackingRegex(),
    SequentialAwaits(),
    ClientPerRequest(),
    QueryPerItem(),
    UnawaitedCoroutine(),
    FloatingPromise(),
    DroppedTask(),
    SwallowedException(),
    ExpressAsyncHandler(),
    MissingErrorListener(),
    NoTimeout(),
    UncaughtExceptionContinues(),
    OverComplexFunction(),
    DeepCallbackNesting(),
    CpuBoundThreads(),
    InProcessSessionStore(),
    SocketsWithoutAdapter(),
    DevelopmentServerInProduction(),
    OpenResponseOnSyncWorker(),
    OneProcess(),
    SchedulerPerWorker(),
    ForkInThreads(),
    LimitsPerWorker(),
    NodeStartsPython(),
    PythonStartsNode(),
    UnloadableNativeCode(),
    EndedFramework(),
    DeprecatedDependency(),
    DuplicateLibrary(),
    RemovedModule(),
    ModelTrainingInNode(),
    RealTimeOnSyncPython(),
    MissingMicroPythonModule(),
    MobileAppFromPython(),
    ServerCodeInBrowser(),
    EndedRuntime(),
    UnmaintainedDependency(),
    MissingLockfile(),
    FloatingRuntime(),
    WorkloadAgainstRuntime(),
    ConflictingWorkloads(),
)

RETIRED: frozenset[str] = frozenset()
"""Codes of rules that are gone; a code is never given to another rule."""

__all__ = ["RETIRED", "RULES", "Context", "Rule", "RuleMeta", "run_rules", "wanted_words"]
