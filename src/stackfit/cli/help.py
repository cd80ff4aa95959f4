"""Help texts in sections: what a scan reads, what it shows, where that goes, what it leads to."""

from __future__ import annotations

import click

# By the names that options have as parameters; what is named nowhere comes last.
_SECTIONS: dict[str, frozenset[str]] = {
    "Output": frozenset(
        ("format_name", "outputs", "head_outputs", "no_color", "quiet", "verbose", "dry_run", "yes", "reason")
    ),
    "Which findings": frozenset(
        (
            *("staged", "select", "ignore", "severity", "min_confidence", "baseline", "new_only"),
            *("direct", "changed_lines_only", "components"),
        )
    ),
    "Exit code": frozenset(("fail_on", "min_fit", "max_fit_drop", "strict")),
    "How to scan": frozenset(
        (
            *("profile", "team", "as_of", "config_file", "exclude", "extend_rules", "root", "jobs", "no_cache"),
            *("only", "force"),
        )
    ),
}


class SectionedCommand(click.Command):
    """A command whose help groups its options."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each section that has options."""
        left = [item for item in self.get_params(ctx) if isinstance(item, click.Option)]
        for title, names in (*_SECTIONS.items(), ("Other", None)):
            own = [item for item in left if names is None or item.name in names]
            left = [item for item in left if item not in own]
            records = [record for item in own if (record := item.get_help_record(ctx)) is not None]
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)
