"""The tables of results: names, types and meaning of every column. Version 1; columns are added, never changed."""

from __future__ import annotations

from typing import NamedTuple

SCHEMA_VERSION = 1


class Column(NamedTuple):
    """`kind` is text, texts (a list), integer, number or flag."""

    name: str
    kind: str
    about: str


_RESULT = Column("result", "text", "the scan that the row comes from; joins with `repositories`")
_COMPONENT = (
    Column("component", "text", "path of the component; `.` is the root"),
    Column("runtime", "text", "python, node, deno, bun, jython, micropython, browser or none"),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "repositories": (
        Column("run", "text", "the run; later runs sort after earlier ones"),
        Column("source", "text", "path or URL, with `#ref:sub/path` where given; no credentials"),
        Column("name", "text", "last part of the path or URL"),
        Column("status", "text", "scanned, reused (nothing has changed since an earlier run) or failed"),
        Column("error_kind", "text", "empty, or: input, clone, config, time, memory, crash, internal"),
        Column("error", "text", "what went wrong, empty where nothing did"),
        Column("result", "text", "names the scan; a reused one keeps the name of the scan that made it"),
        Column("key", "text", "hash of source, commit and content, versions and configuration: what --resume compares"),
        Column("commit", "text", "the commit that was scanned, empty outside of git"),
        Column("tool_version", "text", "version of stackfit"),
        Column("data_version", "text", "hash of its data files"),
        Column("scoring_profile", "text", "name of the scoring profile"),
        Column("as_of", "text", "the date that ends of life were judged by"),
        Column("verdict", "text", "fits, strained, misfit or unknown: the worst of its components"),
        Column("workload", "text", "primary workload, or unknown"),
        Column("runtimes", "texts", "runtimes of its production back-end components"),
        Column("fit", "number", "lowest fit of a runtime in use among its production components, 0 to 100"),
        Column("components", "integer", "number of components"),
        Column("lines", "integer", "lines of production code"),
        Column("errors", "integer", "findings of severity error"),
        Column("warnings", "integer", "findings of severity warning"),
        Column("infos", "integer", "findings of severity info"),
        Column("accepted", "integer", "findings that its baseline accepts"),
        Column("files_read", "integer", "files read"),
        Column("unread", "integer", "parts that could not be read (`coverage.errors` of the JSON report)"),
        Column("attempts", "integer", "2 where the first worker died"),
        Column("seconds", "number", "time from start to end, cloning included"),
    ),
    "components": (
        _RESULT,
        *_COMPONENT,
        Column("name", "text", "its name"),
        Column("kind", "text", "service, app, cli, library, spa, notebook, firmware or tooling"),
        Column("role", "text", "production, test, example, docs or tooling"),
        Column("runtime_version", "text", "what production runs, empty where nothing says so"),
        Column("workload", "text", "its surest workload, or unknown"),
        Column("verdict", "text", "fits, strained, misfit or unknown"),
        Column("fit", "number", "fit of the runtime in use"),
        Column("fit_python", "number", "fit of Python"),
        Column("fit_node", "number", "fit of Node.js"),
        Column("robustness", "number", "share of weightings that keep the order of the two, 0 to 1"),
        Column("lines", "integer", "lines of production code"),
        Column("frameworks", "texts", "application frameworks"),
        Column("concurrency", "texts", "concurrency models"),
        Column("websocket", "flag", "whether production code uses WebSocket"),
    ),
    "workloads": (
        _RESULT,
        *_COMPONENT,
        Column("workload", "text", "id of the workload"),
        Column("confidence", "number", "0 to 1; it applies from 0.5 on"),
        Column("weak", "flag", "fewer than two independent facts support it"),
    ),
    "criteria": (
        _RESULT,
        *_COMPONENT,
        Column("criterion", "text", "id of the criterion"),
        Column("weight", "number", "effective weight"),
        Column("python", "number", "mark of Python, 0 to 1"),
        Column("node", "number", "mark of Node.js, 0 to 1"),
        Column("scored", "flag", "whether there was evidence for it"),
        Column("mitigations", "integer", "number of mitigations"),
        Column("aggravations", "integer", "number of aggravations"),
    ),
    "findings": (
        _RESULT,
        Column("component", "text", "path of the component"),
        Column("code", "text", "code of the rule"),
        Column("name", "text", "name of the rule"),
        Column("severity", "text", "error, warning or info"),
        Column("confidence", "text", "definite, probable or possible"),
        Column("path", "text", "file, from the root of the repository"),
        Column("line", "integer", "line"),
        Column("message", "text", "what was found"),
        Column("hint", "text", "what to do instead"),
        Column("symbol", "text", "the function or class around it"),
        Column("criteria", "texts", "criteria it bears on"),
        Column("chain", "integer", "calls from the event loop to the guilty one, 0 where there is no chain"),
        Column("fingerprint", "text", "names the finding for ever, whatever moves around it"),
    ),
    "technologies": (
        _RESULT,
        *_COMPONENT,
        Column("technology", "text", "id in the catalogue"),
        Column("name", "text", "its own spelling"),
        Column("category", "text", "its category"),
        Column("declared", "flag", "whether a manifest or lockfile names it as needed at run time"),
        Column("production", "flag", "whether production code uses it"),
        Column("files", "integer", "production files that import or call it"),
    ),
}
