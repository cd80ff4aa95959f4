"""Rate limiters and caches that count or keep things in the memory of one process, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stackfit.model.facts import Arg, Call, FileFacts
from stackfit.model.source import Location, split_lines
from stackfit.rules.base import Context
from stackfit.rules.places import symbol
from stackfit.rules.stores import Store

_PYTHON_LIMITERS = {"flask_limiter.Limiter": "Flask-Limiter", "slowapi.Limiter": "slowapi"}
_NODE_LIMITERS = {
    "express-rate-limit": "express-rate-limit",
    "express-rate-limit.rateLimit": "express-rate-limit",
    "express-slow-down": "express-slow-down",
    "express-slow-down.slowDown": "express-slow-down",
    "@nestjs/throttler.ThrottlerModule.forRoot": "@nestjs/throttler",
}
_FASTIFY = ("@fastify/rate-limit", "fastify-rate-limit")
_STORES = frozenset({"store", "storage", "redis", "client"})
_CACHES = {"node-cache": "node-cache", "memory-cache": "memory-cache", "flask_caching.Cache": "Flask-Caching"}
_FORGETS = frozenset({"del", "delete", "delete_memoized", "delete_many", "flushAll", "clear", "take"})
_LOCAL = re.compile(r"[\"']CACHE_TYPE[\"']\]?\s{0,4}[:=]\s{0,4}[\"'](?:simple|SimpleCache)[\"']")
_SHARED_URI = re.compile(r"RATELIMIT_STORAGE_UR[IL]")

LIMITERS = frozenset(
    {"flask_limiter", "slowapi", "express-rate-limit", "express-slow-down", "@nestjs/throttler", *_FASTIFY}
    | {"rate-limiter-flexible"}
)
CACHES = frozenset({"node-cache", "memory-cache", "flask_caching"})


def limit_stores(facts: FileFacts, context: Context) -> Iterator[Store]:
    """Find the limiters and caches that calls of one file set up in memory."""
    names = {call.resolved for call in facts.calls}
    for call in facts.calls:
        limiter = _limiter(call, names)
        if limiter and not _is_settled_elsewhere(facts, call, context.text(facts.path) or ""):
            hint = "give it storage_uri= with Redis" if facts.language.is_python else "give it a store in Redis"
            yield _store(facts, call, "limits", f"The counts of {limiter}", hint)
        elif call.resolved in _CACHES and _forgets(facts, call) and _is_local(facts, call, context):
            yield _store(facts, call, "cache", f"What {_CACHES[call.resolved]} keeps", "keep it in Redis")


def _limiter(call: Call, names: set[str]) -> str:
    """Name the limiter that a call sets up without a store, "" where it sets up none."""
    if call.resolved in _PYTHON_LIMITERS:
        options = {arg.keyword: arg for arg in call.args}
        given = options.get("storage_uri")
        local = given is None or (given.kind == "string" and given.value.startswith("memory://"))
        return "" if "**" in options or not local else _PYTHON_LIMITERS[call.resolved]
    if call.resolved == "rate-limiter-flexible.RateLimiterMemory":
        others = any(name.startswith("rate-limiter-flexible.RateLimiter") for name in names - {call.resolved})
        return "" if others else "rate-limiter-flexible"
    if call.callee.endswith(".register") and call.args and call.args[0].value in _FASTIFY:
        return "" if _has_store(call.args[1:]) else "@fastify/rate-limit"
    known = _NODE_LIMITERS.get(call.resolved, "")
    return "" if _has_store(call.args) else known


def _is_settled_elsewhere(facts: FileFacts, call: Call, text: str) -> bool:
    """Whether a setting of the file names the store, or the options are spread from an object that may hold it."""
    if facts.language.is_python:
        return bool(_SHARED_URI.search(text))
    return any("..." in line for line in split_lines(text)[call.line - 1 : call.end_line])


def _has_store(args: tuple[Arg, ...]) -> bool:
    """Whether options name a store, or cannot be seen."""
    seen = all(arg.kind in ("object", "list") for arg in args)
    return not seen or any(not _STORES.isdisjoint(arg.value.split(",")) for arg in args)


def _forgets(facts: FileFacts, call: Call) -> bool:
    """Whether the file deletes entries of a cache: other processes would go on with theirs."""
    owner = f"{call.resolved}()."
    alike = (other.resolved for other in facts.calls if other.resolved.startswith((owner, f"{call.resolved}.")))
    return any(name.rpartition(".")[2] in _FORGETS for name in alike)


def _is_local(facts: FileFacts, call: Call, context: Context) -> bool:
    return not facts.language.is_python or bool(_LOCAL.search(context.text(facts.path) or ""))


def _store(facts: FileFacts, call: Call, kind: str, what: str, hint: str) -> Store:
    location = Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line)
    return Store(kind, what, hint, location, symbol(facts, call))
