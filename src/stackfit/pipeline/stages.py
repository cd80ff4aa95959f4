"""The stages of a scan: the calls, in order."""

from __future__ import annotations

import datetime

from stackfit.cache import Memory
from stackfit.callgraph import find_blocking_calls, read_layout
from stackfit.catalogue.compiled import keep_compiled
from stackfit.config import Config
from stackfit.discovery.listing import Listing
from stackfit.discovery.tree import Tree
from stackfit.model.report import Report
from stackfit.pipeline.graph_answers import recall_graph
from stackfit.pipeline.inputs import read_declared
from stackfit.pipeline.knowledge import load_knowledge
from stackfit.pipeline.profiling import profile_components
from stackfit.pipeline.progress import Progress
from stackfit.pipeline.reporting import make_report
from stackfit.pipeline.session import Session, open_session
from stackfit.pipeline.settings import settle_session, unheard_files
from stackfit.pipeline.verdicts import make_context, score_components, show_findings
from stackfit.rules.options import limit_severity
from stackfit.rules.runner import run_rules


def run_stages(
    tree: Tree, listing: Listing, config: Config, as_of: datetime.date, progress: Progress, memory: Memory, jobs: int
) -> Report:
    """Read, profile, score and check the listed files of a repository."""
    keep_compiled(memory)
    knowledge = load_knowledge(config)
    progress("Reading files")
    session = open_session(tree, listing, config, as_of, knowledge, memory, jobs)
    try:
        return _run_session(tree.name, session, progress)
    finally:
        session.code.close()


def _run_session(name: str, session: Session, progress: Progress) -> Report:
    config, knowledge = session.config, session.knowledge
    progress("Reading manifests")
    declared = read_declared(name, session)
    components = declared.components
    session = settle_session(session, components)
    progress("Inferring workloads")
    profiles = profile_components(session, components)
    progress("Following the event loop")
    layout = read_layout(components, session.files.paths, session.text, session.code.index)
    blocking = find_blocking_calls(
        profiles,
        session.code,
        knowledge.callables,
        candidates=session.candidates,
        layout=layout,
        exhaustive=config.exhaustive,
        earlier=recall_graph(session, profiles, layout),
    )
    progress("Checking rules")
    context = make_context(session, profiles, blocking)
    found, rule_errors = run_rules(knowledge.rules, context)
    findings = limit_severity(found, config, session.settings)
    scored = score_components(session, profiles, findings)
    late, late_errors = run_rules(knowledge.rules, make_context(session, profiles, blocking, scored), phase="fit")
    shown = show_findings(session, (*findings, *limit_severity(late, config, session.settings)))
    spared = blocking.keep(session.code.errors)
    session.code.count(spared.parsed)
    session.code.keep_answers()
    errors = (
        *knowledge.errors,
        *spared.errors,
        *session.errors,
        *declared.errors,
        *unheard_files(session, components),
        *rule_errors,
        *late_errors,
    )
    return make_report(session, scored, shown, blocking, errors)
