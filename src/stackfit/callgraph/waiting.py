"""Whether a call that can wait does so where it stands, and how long."""

from __future__ import annotations

from stackfit.callgraph.graph import FileGraph
from stackfit.catalogue.callables_model import BlockingCallable
from stackfit.model.facts import Arg, Call

# Files that are none: reading them asks the kernel, not a disk.
_NO_DISK = ("/proc/", "/sys/", "/dev/null", "/dev/urandom")
_QUEUES = frozenset(("queue.Queue().get", "queue.Queue().join", "multiprocessing.Queue().get"))
_MEMORY = ("sqlite3", ":memory:")
_MAX_MADE = 3
_ASKING = frozenset(("is_running", "_get_running_loop", "current_async_library"))
_FAILING = "get_running_loop"


def may_wait(graph: FileGraph, call: Call, found: BlockingCallable) -> bool:
    """Whether nothing beside a call shows that it returns at once, or is made only where no loop runs."""
    if call.awaited or (found.loop and not _copies(graph, call)) or _returns_at_once(call, found):
        return False
    if found.name in _QUEUES and _is_filled(graph, call):
        return False
    if found.module == _MEMORY[0] and _is_in_memory(graph, call, _MAX_MADE):
        return False
    beside = graph.made_in(call.function) if found.beside else ()
    if any(graph.normal(graph.facts.calls[index]) in found.beside for index in beside):
        return False
    return graph.facts.functions[call.function].is_async or not asks_for_loop(graph, call.function)


def asks_for_loop(graph: FileGraph, function: int) -> bool:
    """Whether a synchronous function looks whether a loop is running, and does something else where one is.

    `get_running_loop` asks where nobody takes what it gives (it fails without a loop), or where a loop is started else.
    """
    if function < 0 or graph.facts.functions[function].is_async:
        return False
    calls = [graph.facts.calls[index] for index in graph.made_in(function)]
    words = {call.callee.rpartition(".")[2] for call in calls}
    if not _ASKING.isdisjoint(words):
        return True
    if _FAILING not in words:
        return False
    asking = [call for call in calls if call.callee.rpartition(".")[2] == _FAILING]
    starts = any(graph.normal(call) in graph.callables.runners for call in calls)
    return starts or any(call.statement for call in asking)


def judge_cost(graph: FileGraph, call: Call, found: BlockingCallable) -> str:
    """Give the cost class of a call, which an option may raise ("recursive") and a path lower ("/proc/meminfo")."""
    if found.kind == "disk" and _asks_kernel(graph, call):
        return "light"
    if not found.heavy_with:
        return found.cost
    given = any(found.heavy_with in arg.value.split(",") for arg in call.args if arg.kind == "object")
    return found.cost if given else found.plain_cost


def _asks_kernel(graph: FileGraph, call: Call) -> bool:
    """Whether the file is none on a disk: the first argument says so, or that of the path whose method this is."""
    made = call.callee.rpartition(".")[0].removesuffix("()")
    paths = [call]
    if made != call.callee.rpartition(".")[0]:
        beside = (graph.facts.calls[index] for index in graph.made_in(call.function))
        paths += [other for other in beside if other.callee == made and other.line == call.line]
    return any(
        path.args and path.args[0].kind == "string" and path.args[0].value.startswith(_NO_DISK) for path in paths
    )


def _is_filled(graph: FileGraph, call: Call) -> bool:
    """Whether a queue is asked first whether it is empty, or is one that nobody but the function itself can fill."""
    owner = call.callee.rpartition(".")[0]
    beside = [graph.facts.calls[index] for index in graph.made_in(call.function)]
    if owner == "self" and any(other.callee == "self.put" for other in graph.facts.calls):
        return True  # a class that is a queue and fills itself
    if any(other.callee in (f"{owner}.empty", f"{owner}.qsize") and other.line <= call.line for other in beside):
        return True
    made = any(item.target == owner and item.function == call.function for item in graph.facts.bindings)
    value = call.resolved.rpartition(".")[0]
    handed_on = any(arg.value == value for other in graph.facts.calls for arg in other.args)
    inner = any(item.parent == call.function for item in graph.facts.functions)
    return made and owner.isidentifier() and not handed_on and not inner


def _is_in_memory(graph: FileGraph, call: Call, depth: int) -> bool:
    """Whether a database that is asked lies in memory, wherever the file opens what bears its name."""
    if graph.normal(call).endswith(".connect"):
        return bool(call.args) and call.args[0].value == _MEMORY[1]
    owner = call.callee.partition("(")[0].rpartition(".")[0]
    named = (item for item in graph.facts.bindings if item.target == owner and item.call >= 0)
    made = [graph.facts.calls[item.call] for item in named if "." in owner or item.function == call.function]
    return bool(made) and depth > 0 and all(_is_in_memory(graph, item, depth - 1) for item in made)


def _copies(graph: FileGraph, call: Call) -> bool:
    """Whether a call stands in a loop that also awaits: an upload or download on its way to or from the disk."""
    others = (graph.facts.calls[index] for index in graph.made_in(call.function)) if call.in_loop else ()
    return any(other.awaited and other.in_loop for other in others)


def _returns_at_once(call: Call, found: BlockingCallable) -> bool:
    """Whether an argument turns the call into one that does not wait ("block=False")."""
    for key, value in found.unless:
        for position, arg in enumerate(call.args):
            if arg.keyword == key or (arg.keyword is None and key == str(position)):
                if arg.value == value or value == f"({_kind(arg)})":
                    return True
            elif arg.kind == "object" and key in arg.value.split(","):
                return True
    return False


def _kind(arg: Arg) -> str:
    """Give the kind of an argument: what is taken from the result of a call is a "call", whatever its name."""
    return "call" if arg.kind == "name" and "()." in arg.value else arg.kind
