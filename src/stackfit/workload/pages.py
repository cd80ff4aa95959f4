"""The page templates of a component: what it shows to people in a browser."""

from __future__ import annotations

import re

from stackfit.model.component import Component

_MAIL = re.compile(r"(?:^|[/_.-])e?-?mails?(?:[/_.-]|$)", re.IGNORECASE)
_PAGE_SUFFIXES = frozenset(("html", "htm", "xhtml"))


def page_templates(component: Component) -> tuple[str, ...]:
    """The templates that make pages, not mails ("emails/invite.html") or other files ("script.py.mako")."""
    return tuple(path for path in component.templates if _is_page(path))


def _is_page(path: str) -> bool:
    """Whether a template makes a page."""
    inner = path.rpartition("/")[2].lower().split(".")[1:-1]
    return not _MAIL.search(path) and (not inner or inner[-1] in _PAGE_SUFFIXES or not inner[-1].isalpha())
