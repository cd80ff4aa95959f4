"""A server on the loopback that plays the part of GitHub's API that comments need."""

from __future__ import annotations

import contextlib
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

BOT = {"login": "github-actions[bot]", "type": "Bot"}


class Server:
    """What the server knows and was asked."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.comments: dict[int, list[dict[str, Any]]] = {}
        self.pulls: list[dict[str, Any]] = []
        self.log: list[str] = []
        self.tokens: set[str] = set()
        self.refuse = 0

    def answer(self, method: str, target: str, body: Any) -> tuple[int, Any]:
        """Give the status and the document of an answer."""
        path, query = urlsplit(target).path, parse_qs(urlsplit(target).query)
        if self.refuse:
            return self.refuse, {"message": "Resource not accessible by integration"}
        if path == "/repos/owner/name/pulls":
            return 200, [item for item in self.pulls if item["head"]["label"] == query["head"][0]]
        if found := re.fullmatch(r"/repos/owner/name/issues/(\d+)/comments", path):
            return self._comments(method, int(found[1]), query, body)
        if found := re.fullmatch(r"/repos/owner/name/issues/comments/(\d+)", path):
            for item in (item for items in self.comments.values() for item in items):
                if item["id"] == int(found[1]) and method == "PATCH":
                    item["body"] = body["body"]
                    return 200, item
        return 403 if path == "/user" else 404, {"message": "no"}

    def _comments(self, method: str, number: int, query: dict[str, list[str]], body: Any) -> tuple[int, Any]:
        items = self.comments.setdefault(number, [])
        if method == "GET":
            size, page = int(query["per_page"][0]), int(query["page"][0])
            return 200, items[size * (page - 1) : size * page]
        made = {"id": 1_000 + sum(map(len, self.comments.values())), "body": body["body"], "user": BOT}
        items.append(made)
        return 201, made


@contextlib.contextmanager
def serve() -> Iterator[Server]:
    """Run the server while a test lasts."""

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(size)) if size else None
            state.log.append(f"{self.command} {self.path}")
            state.tokens.add(self.headers.get("Authorization", ""))
            code, document = state.answer(self.command, self.path, body)
            content = json.dumps(document).encode()
            self.send_response(code)
            if 300 <= code < 400:
                self.send_header("Location", f"{state.url}/elsewhere")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = handle_any  # noqa: N815 - the names that the base class looks for

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class has it so
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        state = Server(f"http://127.0.0.1:{http.server_address[1]}")
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        try:
            yield state
        finally:
            http.shutdown()
            thread.join()
