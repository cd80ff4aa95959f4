"""The names that are there without an import, per language."""

from __future__ import annotations

PYTHON_BUILTINS = frozenset(
    """
    ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError
    BufferError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError EOFError
    EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError FloatingPointError GeneratorExit IOError
    ImportError IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError
    MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError OverflowError
    PermissionError ProcessLookupError RecursionError ReferenceError RuntimeError StopAsyncIteration StopIteration
    SyntaxError SystemError SystemExit TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError
    UnicodeError ValueError Warning ZeroDivisionError __import__ abs aiter all anext any ascii bin bool breakpoint
    bytearray bytes callable chr classmethod compile complex delattr dict dir divmod enumerate eval exec exit filter
    float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len list locals
    map max memoryview min next object oct open ord pow print property quit range raw_input repr reversed round set
    setattr slice sorted staticmethod str sum super tuple type unicode vars xrange zip
    """.split()
)

JAVASCRIPT_GLOBALS = frozenset(
    """
    AbortController AbortSignal Array ArrayBuffer Atomics BigInt Blob Boolean BroadcastChannel Buffer Bun Date Deno Error
    Event EventSource EventTarget FileReader FinalizationRegistry FormData Function Headers Image Infinity Intl JSON Map
    Math MediaRecorder MessageChannel MutationObserver Notification Number Object Promise Proxy RTCPeerConnection
    RangeError ReadableStream Reflect RegExp Request Response Set SharedArrayBuffer SharedWorker String Symbol SyntaxError
    TextDecoder TextEncoder TransformStream TypeError URL URLSearchParams Uint8Array WeakMap WeakRef WeakSet WebAssembly
    WebSocket Worker WritableStream XMLHttpRequest __dirname __filename addEventListener alert atob btoa
    cancelAnimationFrame clearImmediate clearInterval clearTimeout confirm console crypto customElements
    decodeURIComponent document encodeURIComponent eval exports fetch global history importScripts indexedDB isNaN
    localStorage location module navigator parseFloat parseInt performance postMessage process prompt queueMicrotask
    requestAnimationFrame require self sessionStorage setImmediate setInterval setTimeout structuredClone
    Accounts Assets Meteor Mongo WebApp window
    """.split()
)


def python_builtin(name: str) -> str:
    """ "builtins.open" for open, "" for a name that is not a builtin."""
    return "builtins." + name if name in PYTHON_BUILTINS else ""


def javascript_global(name: str) -> str:
    """ "globalThis.fetch" for fetch, "" for a name that no runtime has."""
    if name == "globalThis":
        return name
    return "globalThis." + name if name in JAVASCRIPT_GLOBALS or name == "import" else ""
