"""What the action is told: inputs and the event, from the environment; and how it speaks to the runner."""

from __future__ import annotations

import json
import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class RefusedError(Exception):
    """Something that whoever wrote the workflow must put right."""


def given(name: str) -> str:
    """An input of the action, "" where it is empty."""
    return os.environ.get(f"STACKFIT_{name.upper().replace('-', '_')}", "").strip()


def asked(name: str) -> bool:
    """An input that is true or false."""
    value = given(name).lower()
    if value not in ("true", "false", ""):
        raise RefusedError(f"{name}: expected true or false, not {value!r}")
    return value == "true"


def one_of(name: str, *known: str) -> str:
    """An input that is one of a few words, the first of them where it is empty."""
    value = given(name).lower() or known[0]
    if value not in known:
        raise RefusedError(f"{name}: expected one of {', '.join(known)}, not {value!r}")
    return value


def listed(name: str) -> list[str]:
    """An input that is a list, by lines or commas."""
    return [part.strip() for part in given(name).replace(",", "\n").splitlines() if part.strip()]


def read_event() -> Mapping[str, Any]:
    """The event that started the workflow, {} where there is none."""
    path = os.environ.get("GITHUB_EVENT_PATH", "")
    try:
        event = json.loads(Path(path).read_text(encoding="utf-8")) if path else {}
    except (OSError, ValueError):
        return {}
    return event if isinstance(event, dict) else {}


def dig(value: object, *keys: str) -> Any:
    """A value deep in an event, None where any step is missing."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def show(text: str) -> None:
    """Print text that may quote the repository: the runner takes no commands from between the tokens."""
    token = secrets.token_hex(16)
    sys.stdout.write(f"::stop-commands::{token}\n{text.rstrip()}\n::{token}::\n")
    sys.stdout.flush()


def tell(level: str, text: str) -> None:
    """A notice, warning or error of the run itself."""
    safe = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    sys.stdout.write(f"::{level} title=stackfit::{safe}\n")
    sys.stdout.flush()


def fail(text: str) -> None:
    """Say why the action cannot go on."""
    tell("error", text)


def write_outputs(pairs: Mapping[str, str]) -> None:
    """Hand values to later steps: each ends at a word that nobody can have foreseen, so none can pass for another."""
    end = f"end-{secrets.token_hex(16)}"
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{name}<<{end}\n{value}\n{end}\n" for name, value in pairs.items())
