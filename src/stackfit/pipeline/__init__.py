"""One scan from start to end: the calls, in order."""

from __future__ import annotations

import datetime
from pathlib import Path

from stackfit.callgraph import find_blocking_calls, read_layout
from stackfit.components import assemble_components, find_helpers
from stackfit.config import Config
from stackfit.deployment import parse_command, read_deployments
from stackfit.discovery import Tree, as_tree
from stackfit.manifests import read_manifests
from stackfit.model.report import Report
from stackfit.pipeline.knowledge import load_knowledge
from stackfit.pipeline.profiling import profile_components
from stackfit.pipeline.reporting import make_report
from stackfit.pipeline.session import Progress, open_session
from stackfit.pipeline.verdicts import make_context, score_components, show_findings
from stackfit.rules.options import limit_severity
from stackfit.rules.runner import run_rules

__all__ = ["scan"]


def scan(root: Path | Tree, config: Config, as_of: datetime.date, progress: Progress = lambda stage: None) -> Report:
    """Scan a repository. Raises `StackfitError` on what the user must put right, never on its content.

    `root` is a folder, or another tree, such as a commit. `as_of` is the date that ends of life and `until=` are judged
    by; `progress` is told the name of each stage.
    """
    knowledge = load_knowledge(config)
    progress("Reading files")
    tree = as_tree(root)
    session = open_session(tree, config, as_of, knowledge)
    progress("Reading manifests")
    manifests = read_manifests(session.files.files, session.read, session.declaring_files)
    deployments = read_deployments(session.files.files, session.read)
    components = assemble_components(
        session.files,
        manifests,
        deployments,
        lines=session.lines,
        server_files=session.server_files,
        root_name=tree.name,
        parse_command=parse_command,
        helpers=find_helpers(session.files.files, session.code, session.text),
    )
    progress("Inferring workloads")
    profiles = profile_components(session, components)
    progress("Following the event loop")
    layout = read_layout(components, session.files.paths, session.text)
    blocking = find_blocking_calls(
        profiles, session.code, knowledge.callables, layout=layout, exhaustive=config.exhaustive
    )
    progress("Checking rules")
    context = make_context(session, profiles, blocking)
    found, rule_errors = run_rules(knowledge.rules, context)
    findings = limit_severity(found, config)
    scored = score_components(session, profiles, findings)
    late, late_errors = run_rules(knowledge.rules, make_context(session, profiles, blocking, scored), phase="fit")
    shown = show_findings(session, (*findings, *limit_severity(late, config)))
    read_errors = [error for manifest in manifests for error in manifest.errors]
    read_errors += [error for deployment in deployments for error in deployment.errors]
    return make_report(session, scored, shown, blocking, (*knowledge.errors, *read_errors, *rule_errors, *late_errors))
