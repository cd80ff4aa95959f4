"""SF205: one query for each thing of a list, where one for all of them would do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from stackfit.model.component import ProfiledComponent
from stackfit.model.facts import Call, FileFacts
from stackfit.model.finding import Finding
from stackfit.model.kinds import ComponentKind, Confidence, Language, Severity
from stackfit.model.question import TextQuestion
from stackfit.model.source import Location, split_lines
from stackfit.rules.base import NODE, PYTHON, Context, RuleMeta
from stackfit.rules.item_loops import loop_around
from stackfit.rules.places import Places, is_page_script, symbol

_FINDS = frozenset(
    {"findUnique", "findUniqueOrThrow", "findFirst", "findFirstOrThrow", "findByPk", "findOne", "findOneBy"}
    | {"findOneOrFail", "findOneByOrFail", "findById"}
)
_LIBRARIES = frozenset(
    {"@prisma/client", "sequelize", "sequelize-typescript", "typeorm", "@nestjs/typeorm", "mongoose"}
    | {"@nestjs/mongoose", "mongodb", "@mikro-orm/core"}
)
_DJANGO = re.compile(r"\.objects\.get$")
_SESSION = re.compile(r"(?:^|\.)(?:session|db|db_session|async_session)\.(?:get|scalar|scalars|execute)$")
_SESSION_CALL = re.compile(r"(?:session|db)\.(?:get|scalars?|execute)\(")
_SELECTS = re.compile(r"\.(?:scalars?|execute)\(\s*(?:\w+\.)?select\(")
_LOOPS = re.compile(r"\bfor\b")
_STOPS = re.compile(r"\b(?:break|return)\b")
_QUIET = frozenset({ComponentKind.TOOLING, ComponentKind.NOTEBOOK, ComponentKind.LIBRARY})


def _name_reads(text: str, language: Language) -> list[str]:
    """Tell in which ways a text with a loop may read one thing from a database."""
    if not _LOOPS.search(text):
        return []
    if not language.is_python:
        return ["find"] if any(f".{name}(" in text for name in _FINDS) else []
    session = ["session"] if _SESSION_CALL.search(text) else []
    return ["objects", *session] if ".objects.get(" in text else session


_LANGUAGES = (Language.PYTHON, *NODE)
_READS = TextQuestion(name="database-reads", languages=_LANGUAGES, answer=_name_reads)


class QueryPerItem:
    """A handler asks the database once for each thing of a list.

    ## What it finds

    Behind a request, message, socket or timer handler: a `for` loop over things that reads one row or document for
    each, made of the thing. In Node.js `findUnique`, `findByPk`, `findOne`, `findById` and their like of Prisma,
    Sequelize, TypeORM, Mongoose and MongoDB; in Python `Model.objects.get` of Django, and `get`, `scalar` and `execute`
    with a `select` of a session of SQLAlchemy. Loops that stop at the first answer are left alone, and so are writes.

    ## Why it matters

    Every query is a way to the database and back: a list of a hundred is a hundred ways where one is enough, and the
    time grows with the data of the busiest customer. See
    [Prisma on the n+1 problem](https://www.prisma.io/docs/orm/prisma-client/queries/query-optimization-performance) and
    [Django on retrieving everything at once](https://docs.djangoproject.com/en/stable/topics/db/optimization/).

    ## Example

    Bad:

    ```javascript
    for (const line of order.lines) {
      line.product = await prisma.product.findUnique({ where: { id: line.productId } });
    }
    ```

    Good:

    ```javascript
    const ids = order.lines.map((line) => line.productId);
    const products = await prisma.product.findMany({ where: { id: { in: ids } } });
    ```

    ## What to do instead

    Ask for all of them at once (`in`, `in_bulk`, `where(Model.id.in_(ids))`) and put the answers together by key, or
    let the first query bring the related rows (`include`, `populate`, `select_related`, `selectinload`).
    """

    meta: ClassVar[RuleMeta] = RuleMeta(
        code="SF205",
        name="query-per-item",
        severity=Severity.INFO,
        summary="One query for each thing of a list",
        since="0.1.0",
        criteria=("performance",),
        languages=(*PYTHON, *NODE),
        questions=(_READS,),
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """Look at reads in loops, behind handlers."""
        for component in context.components:
            if component.kind in _QUIET or component.runtime.side is None:
                continue
            places = context.once(Places, component)
            for facts in _files(component, context):
                lines = split_lines(context.text(facts.path) or "")
                for call in facts.calls:
                    if call.in_loop and _reads(facts, call, lines) and _is_for_each(call, lines):
                        handler = places.handler(facts, call.function)
                        if handler:
                            yield self._report(component, facts, call, handler)

    def _report(self, component: ProfiledComponent, facts: FileFacts, call: Call, handler: str) -> Finding:
        return self.meta.finding(
            Location(path=facts.path, line=call.line, column=call.column, end_line=call.end_line),
            f"{call.callee} asks the database at each turn of the loop: {handler} makes as many queries as there are "
            "things",
            confidence=Confidence.PROBABLE,
            component=component.component.path,
            hint="ask for all of them in one query, and put the answers together by key",
            symbol=symbol(facts, call),
        )


def _files(component: ProfiledComponent, context: Context) -> Iterator[FileFacts]:
    """Yield files whose text holds such a read and a loop."""
    packages = {item.name for item in component.component.dependencies}
    able = {"objects"} if "sqlalchemy" not in packages else {"objects", "session"}
    able |= set() if packages.isdisjoint(_LIBRARIES) else {"find"}
    for file in context.files(component, languages=_LANGUAGES):
        reads = context.ask(_READS, file)
        if able.isdisjoint(reads):
            continue
        script = file.language in NODE and is_page_script(context.index(file.path))
        facts = context.facts(file.path) if not script else None
        if facts is not None:
            yield facts


def _reads(facts: FileFacts, call: Call, lines: list[str]) -> bool:
    """Whether a call reads one thing from a database."""
    if not facts.language.is_python:
        return call.awaited and "." in call.callee and call.callee.rpartition(".")[2] in _FINDS
    if _DJANGO.search(call.callee):
        return True
    if not _SESSION.search(call.callee) or not call.args:
        return False
    if call.callee.endswith(".get"):  # of a model by its key, not of an address
        return len(call.args) > 1 and call.args[0].value.rpartition(".")[2][:1].isupper()
    return _SELECTS.search("\n".join(lines[call.line - 1 : call.end_line])) is not None


def _is_for_each(call: Call, lines: list[str]) -> bool:
    """Whether a call stands in a loop over things, is made of the thing, and the loop goes through all of them."""
    loop = loop_around(call, lines)
    return loop is not None and not _STOPS.search(loop.body) and loop.is_used_by(call, lines)
