"""The answers of the call graph that an earlier run of the same project may have left."""

from __future__ import annotations

from collections.abc import Iterable

from stackfit.cache import make_key
from stackfit.callgraph import Earlier, Layout
from stackfit.model.component import ProfiledComponent
from stackfit.pipeline.remembered import settings_of
from stackfit.pipeline.session import Session


def recall_graph(session: Session, profiles: Iterable[ProfiledComponent], layout: Layout) -> Earlier:
    """Recall what was found with the same settings, in the same place, of the same files, whatever is in them now.

    What files are there, what they are and how they find one another is part of the key: names may mean another file
    when one comes or goes.
    """
    files = [(file.path, file.role, file.language) for file in session.files.files if file.language is not None]
    parts = [
        (profile.runtime.side, profile.kind, [file.path for file in profile.component.files]) for profile in profiles
    ]
    known = repr((files, parts, sorted(layout.packages.items()), layout.aliases, sorted(layout.roots)))
    place = session.stamps.place.encode("utf-8", "surrogateescape")
    key = make_key("graph", place, known.encode("utf-8", "surrogateescape"), *settings_of(session.config))
    return Earlier(session.memory, key, session.stamps.of)
