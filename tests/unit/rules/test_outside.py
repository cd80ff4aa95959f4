"""Values that somebody has sent."""

from __future__ import annotations

import pytest

from stackfit.extract import extract_facts
from stackfit.model.kinds import Language
from stackfit.rules.outside import comes_from_outside

_HEAD = "app.post('/x', (req, res) => {\n"


@pytest.mark.parametrize(
    ("body", "subject", "expected"),
    [
        ("", "req.body.mail", True),
        ("", "String(req.query.name).trim()", True),
        ("const { mail } = req.body;\n", "mail", True),
        ("const form = await parse(req);\nconst name = form.name || '';\n", "name", True),
        ("const name = settings.name;\n", "name", False),
        ("if (name == req.body.name) {}\n", "name", False),
        ("", "settings.req", False),
    ],
)
def test_names_are_followed_to_what_they_were_set_from(body: str, subject: str, expected: bool) -> None:
    source = f"{_HEAD}{body}}})\n"
    facts = extract_facts("app.js", Language.JAVASCRIPT, source.encode())
    assert comes_from_outside(facts, 0, subject, source.split("\n")) is expected
