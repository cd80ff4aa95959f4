"""What a report depends on: where none of it has changed, the report of an earlier run still holds."""

from __future__ import annotations

import datetime
from pathlib import Path

from stackfit.cache import encode, installed_packages, make_key
from stackfit.config import Config
from stackfit.discovery.listing import Entry, Listing
from stackfit.files import read_regular

# A file that is changed again within one tick of the clock of its file system looks the same as before.
_TICK = 1_000_000_000  # nanoseconds


def report_key(name: str, listing: Listing, config: Config, as_of: datetime.date) -> bytes:
    """Give the key of a report: size and times of every listed file, the settings, their files, plug-ins, the date."""
    return make_key(
        "report",
        _spell(listing),
        as_of.isoformat().encode(),
        name.encode("utf-8", "surrogateescape"),
        *settings_of(config),
    )


def _spell(listing: Listing) -> bytes:
    try:
        return encode(listing)
    except UnicodeEncodeError:  # a name that is no text
        return repr(listing).encode("utf-8", "surrogateescape")


def settings_of(config: Config) -> tuple[bytes, ...]:
    """Give what a user sets, as part of a key: the settings, their files, plug-ins."""
    files = (config.profile, *config.extend_rules)
    return (encode(config), encode(installed_packages()), *(_content(Path(name)) for name in files))


def settled(listing: Listing, begun: int) -> bool:
    """Whether every file was last changed well before the scan began, so that its times tell of any later change."""
    return all(is_settled(entry, begun) for entry in listing.entries)


def is_settled(entry: Entry, begun: int) -> bool:
    """Whether a file was last changed well before a time: any change after that gives it other times."""
    return max(entry.times) < begun - _TICK


def _content(path: Path) -> bytes:
    """Read a file of the user's; what is no file has no content."""
    try:
        return read_regular(path, 50_000_000)
    except OSError:
        return b""
