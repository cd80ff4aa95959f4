"""TOML with line numbers: tomli gives the values, a scan gives the lines; a broken table is left out."""

from __future__ import annotations

import re

import tomli

from stackfit.syntax.document import Document, Path, Problem

_TOKEN = re.compile(
    r'''"""(?:[^\\]|\\.)*?"""+
    |\'{3}.*?\'{3,5}
    |"(?:[^"\\\n]|\\.)*"
    |'[^'\n]*'
    |\#[^\n]*
    |\n
    |[\[\]{}=,.]
    |[^\s\[\]{}=,.\#"']+''',
    re.VERBOSE | re.DOTALL,
)
_HEADER = re.compile(r"\s{0,8}\[{1,2}[\w\"'.\- ]+\]{1,2}\s*(#.*)?$")
_PLACE = re.compile(r"\(at line (\d+)")
_MAX_REPAIRS = 20


class _Scanner:
    """Walks the tokens of valid TOML and notes where each key and array item starts."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, int]] = []
        line, seen = 1, 0
        for match in _TOKEN.finditer(text):
            line += text.count("\n", seen, match.start())
            seen = match.start()
            if not match.group().startswith("#"):
                self.tokens.append((match.group(), line))
        self.position = 0
        self.lines: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}

    def peek(self) -> str:
        return self.tokens[self.position][0] if self.position < len(self.tokens) else ""

    def line(self) -> int:
        return self.tokens[min(self.position, len(self.tokens) - 1)][1]

    def skip(self, *wanted: str) -> None:
        while self.peek() in wanted:
            self.position += 1

    def run(self) -> None:
        base: Path = ()
        while self.position < len(self.tokens):
            self.skip("\n")
            if self.peek() == "[":
                base = self.header()
            elif self.peek():
                self.pair(base)

    def header(self) -> Path:
        line = self.line()
        self.position += 1
        repeated = self.peek() == "["
        self.skip("[")
        path: Path = ()
        keys = self.key()
        for index, key in enumerate(keys):
            path = (*path, key)
            last = index == len(keys) - 1
            if last and repeated:
                self.counts[path] = self.counts.get(path, -1) + 1
            self.lines.setdefault(path, line)
            if path in self.counts:
                path = (*path, self.counts[path])
        self.lines[path] = line
        self.skip("]")
        return path

    def key(self) -> list[str]:
        parts: list[str] = []
        while self.peek() not in ("", "=", "]", "\n"):
            word = self.peek()
            if word != ".":
                parts.append(word[1:-1] if word[0] in "\"'" else word)
            self.position += 1
        return parts

    def pair(self, base: Path) -> None:
        line = self.line()
        path = base
        for part in self.key():
            path = (*path, part)
            self.lines.setdefault(path, line)
        self.skip("=")
        self.value(path)

    def value(self, path: Path) -> None:
        if self.peek() == "[":
            self.position += 1
            self.array(path)
        elif self.peek() == "{":
            self.position += 1
            self.inline(path)
        else:
            while self.peek() not in ("", "\n", ",", "]", "}"):
                self.position += 1

    def array(self, path: Path) -> None:
        index = 0
        self.skip("\n", ",")
        while self.peek() not in ("", "]"):
            self.lines[(*path, index)] = self.line()
            self.value((*path, index))
            index += 1
            self.skip("\n", ",")
        self.position += 1

    def inline(self, path: Path) -> None:
        self.skip("\n", ",")
        while self.peek() not in ("", "}"):
            self.pair(path)
            self.skip("\n", ",")
        self.position += 1


def _blank_table(lines: list[str], wrong: int) -> None:
    """Empty the table that holds line `wrong` (1-based); line numbers stay."""
    wrong = min(max(wrong, 1), len(lines))
    start = wrong - 1
    while start > 0 and not _HEADER.match(lines[start]):
        start -= 1
    end = wrong
    while end < len(lines) and not _HEADER.match(lines[end]):
        end += 1
    lines[start:end] = [""] * (end - start)


def read_toml(text: str) -> Document:
    """Read TOML; a table that is not valid becomes a problem and the others are still read."""
    lines = text.split("\n")
    problems: list[Problem] = []
    while len(problems) < _MAX_REPAIRS:
        text = "\n".join(lines)
        try:
            value = tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            place = _PLACE.search(str(error))
            wrong = int(place.group(1)) if place else len(lines)
            problems.append(Problem(wrong, f"not valid TOML: {error}"))
            _blank_table(lines, wrong)
        except RecursionError:
            return Document(problems=(*problems, Problem(1, "not valid TOML: nested too deeply")))
        except ValueError:
            # Python reads no number of thousands of digits.
            return Document(problems=(*problems, Problem(1, "not valid TOML: a number that is too long")))
        else:
            scanner = _Scanner(text)
            scanner.run()
            return Document(value=value, lines=scanner.lines, problems=tuple(problems))
    return Document(problems=tuple(problems))
