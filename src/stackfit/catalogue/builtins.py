"""Names that come with a runtime rather than with a package."""

from __future__ import annotations

# Built-in modules of Node.js that bundlers do not stand in for: code that imports them runs on a server, a desk or a
# shell (https://nodejs.org/api/, less those for which browserify and webpack 4 shipped a browser version).
NODE_ONLY_MODULES = frozenset(
    """fs fs/promises http https http2 net dgram tls child_process cluster worker_threads os readline repl v8 vm dns
    perf_hooks async_hooks inspector module process test sqlite""".split()
)
