"""What is fuzzed: each target takes any bytes and must neither raise nor hide a fault of ours."""

from __future__ import annotations

import contextlib
import datetime
import json
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from stackfit.baseline import parse_baseline
from stackfit.catalogue.user_rules import load_extensions
from stackfit.config import load_config
from stackfit.deployment import READERS as DEPLOYMENT_READERS
from stackfit.discovery.attributes import Attributes
from stackfit.discovery.ignore import is_ignored, parse_rules
from stackfit.errors import StackfitError
from stackfit.extract import extract_facts, extract_imports, extract_reads, find_guards, index_text
from stackfit.manifests import EMBEDDED
from stackfit.manifests import READERS as MANIFEST_READERS
from stackfit.model.kinds import Language
from stackfit.model.source import ReadError
from stackfit.pipeline import scan
from stackfit.report import FORMATS, View
from stackfit.rules.regex import find_growth, parse_regex
from stackfit.suppress import read_comments
from stackfit.syntax import decode, read_json, read_script, read_toml, read_yaml
from stackfit.syntax.parsing import ParseLimitError

Target = Callable[[bytes], None]
WORDS = frozenset({b"open()", b"time", b"require"})
AS_OF = datetime.date(2026, 1, 1)


def fuzz_manifests(data: bytes) -> None:
    """Every manifest and lockfile reader reads the same bytes."""
    for reader in (*MANIFEST_READERS, *EMBEDDED):
        reader.read("a/file", data, lambda path: data)


def fuzz_deployment(data: bytes) -> None:
    """Every reader of deployment files, too."""
    for reader in DEPLOYMENT_READERS:
        reader.read("a/file", data, lambda path: data)


def fuzz_syntax(data: bytes) -> None:
    """The readers of data languages."""
    text = decode(data)
    for read in (read_json, read_toml, read_yaml, read_script):
        document = read(text)
        document.line("a", 0)
        str(document.value)


def fuzz_source(data: bytes) -> None:
    """The text index and the extractors of all languages."""
    for language in Language:
        index_text("a", language, data, WORDS)
        try:
            extract_facts("a", language, data)
            extract_imports(language, data)
        except ParseLimitError:
            continue
    try:
        extract_reads("a", data, "name")
        find_guards(data, 3, 3)
    except ParseLimitError:
        return


def fuzz_settings(data: bytes) -> None:
    """Configuration, rules of the user's own, baselines, suppressions, ignore and attribute files."""
    text = data.decode("utf-8", "replace")
    with tempfile.TemporaryDirectory() as place:
        for name in ("stackfit.toml", "pyproject.toml"):
            file = Path(place, name)
            file.write_bytes(data)
            with contextlib.suppress(StackfitError):
                load_config(file.parent, file)
            with contextlib.suppress(StackfitError):
                load_extensions([str(file)])
    with contextlib.suppress(StackfitError):
        parse_baseline(text, "a")
    read_comments(text)
    is_ignored([parse_rules("", text)], "a/b.py")
    Attributes([("", text)]).claims("a/b.py")
    for python in (True, False):
        find_growth(parse_regex(text[:400], "x", python=python), endless=8, most=200)


def fuzz_scan(data: bytes) -> None:
    """A whole scan: the bytes are cut at NULs into files, whose first line is their name."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "tree"
        root.mkdir()
        for number, part in enumerate(data.split(b"\0")[:8]):
            name, _, content = part.partition(b"\n")
            text = name.decode("ascii", "ignore").strip("/. \r\t\\:")[:60] or f"f{number}.py"
            file = root / "/".join(item for item in text.split("/") if item not in ("", ".", ".."))
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            except OSError:
                continue  # a name that is a folder's already, or none at all
        try:
            report = scan(root, load_config(root, None), AS_OF)
        except StackfitError:
            return
        for render in FORMATS.values():
            render(report, View())
        json.loads(FORMATS["json"](report, View()))
        check_errors(report.coverage.errors)


def check_errors(errors: Iterable[ReadError]) -> None:
    """A reader, parser or rule that failed inside is a fault, although the scan went on."""
    failed = [error for error in errors if "failed: " in error.message]
    if failed:
        raise AssertionError(failed)


TARGETS: dict[str, Target] = {
    "manifests": fuzz_manifests,
    "deployment": fuzz_deployment,
    "syntax": fuzz_syntax,
    "source": fuzz_source,
    "settings": fuzz_settings,
    "scan": fuzz_scan,
}
