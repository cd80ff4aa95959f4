"""The concise format: one finding per line, as compilers print them and editors read them."""

from __future__ import annotations

from stackfit.model.report import Report
from stackfit.report.view import View


def render_concise(report: Report, view: View) -> str:
    """`path:line:column: severity CODE message`, nothing when there is no finding."""
    return "".join(
        view.clean(
            f"{view.prefix}{finding.location.path}:{finding.location.line}:{finding.location.column}: "
            f"{finding.severity.value} {finding.code} {finding.message}",
            limit=2_000,
        )
        + "\n"
        for finding in report.findings
    )
