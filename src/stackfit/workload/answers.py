"""What a server's handlers answer with, pages or data: the calls that make responses, confirmed by a parse."""

from __future__ import annotations

from msgspec import Struct

from stackfit.model.code import CodeReader
from stackfit.model.component import Component
from stackfit.model.facts import Call, FileFacts
from stackfit.model.kinds import Language
from stackfit.model.source import Location, SourceFile

_PAGES = frozenset("render_template render_template_string render_to_response TemplateResponse render_jinja2".split())
_DATA = frozenset("jsonify jsonp JsonResponse JSONResponse ORJSONResponse UJSONResponse json_response".split())
_RENDER = "render"
_JSON = "json"
# Who renders or answers in a handler; other things have a `render` or a `json` as well.
_RECEIVERS = frozenset("res resp response reply ctx context self this".split())
_PAGE_VIEWS = frozenset("TemplateView ListView DetailView FormView CreateView UpdateView DeleteView".split())
_DATA_VIEWS = frozenset("APIView ViewSet GenericViewSet ModelViewSet ReadOnlyModelViewSet MethodView Resource".split())
_PYTHON_WORDS = _PAGES | _DATA | _PAGE_VIEWS | _DATA_VIEWS | {_RENDER}
ANSWER_WORDS = _PYTHON_WORDS | {_JSON}
MAX_FILES = 200  # a share needs no more


class Answers(Struct, frozen=True, kw_only=True):
    """How many responses are pages and how many are data, and where the first of each is."""

    pages: int = 0
    data: int = 0
    first_page: Location | None = None
    first_data: Location | None = None


NO_ANSWERS = Answers()


def handler_answers(component: Component, code: CodeReader) -> Answers:
    """The responses that the component's production code makes."""
    candidates = [file for file in component.code if (index := code.index(file.path)) and index.words & ANSWER_WORDS]
    pages: list[Location] = []
    data: list[Location] = []
    for file in candidates[:MAX_FILES]:
        facts = code.facts(file.path) if _may_answer(file, code) else None
        if facts is not None:
            _collect(facts, pages, data)
    return Answers(
        pages=len(pages),
        data=len(data),
        first_page=pages[0] if pages else None,
        first_data=data[0] if data else None,
    )


def _may_answer(file: SourceFile, code: CodeReader) -> bool:
    """Whether a file holds a word that means an answer in its language: clients in Python read `json` as well."""
    index = code.index(file.path)
    python = file.language is not None and file.language.is_python
    return not python or (index is not None and not _PYTHON_WORDS.isdisjoint(index.words))


def _collect(facts: FileFacts, pages: list[Location], data: list[Location]) -> None:
    """Add the responses of one file, handlers written as classes included."""
    for call in facts.calls:
        if _renders(call):
            pages.append(Location(path=facts.path, line=call.line))
        elif _gives_data(call, facts.language):
            data.append(Location(path=facts.path, line=call.line))
    for kind in facts.classes:
        bases = {base.rpartition(".")[2] for base in kind.bases}
        found = pages if bases & _PAGE_VIEWS else data if bases & _DATA_VIEWS else None
        if found is not None:
            found.append(Location(path=facts.path, line=kind.line))


def _renders(call: Call) -> bool:
    """Whether a call renders a page for the client."""
    receiver, name = _ends(call)
    if name == _RENDER:
        return bool(call.args) and (receiver in _RECEIVERS or call.resolved.endswith("shortcuts.render"))
    return name in _PAGES


def _gives_data(call: Call, language: Language) -> bool:
    """Whether a call answers with data; without arguments `json` reads a response rather than making one."""
    receiver, name = _ends(call)
    if name == _JSON:
        return bool(call.args) and receiver in _RECEIVERS and not language.is_python
    return name in _DATA or call.resolved == "rest_framework.response.Response"


def _ends(call: Call) -> tuple[str, str]:
    """The receiver that a chain begins with, and the name that is called."""
    parts = call.callee.replace("()", "").split(".")
    return parts[0] if len(parts) > 1 else "", parts[-1]
