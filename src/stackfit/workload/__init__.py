"""The workload profile: runtime, form, concurrency and workloads of a component, and their roll-up."""

from stackfit.workload.answers import ANSWER_WORDS
from stackfit.workload.java_scripts import JAVA_WORDS
from stackfit.workload.profile import profile_component
from stackfit.workload.rollup import roll_up, summary_runtimes
from stackfit.workload.runtime import BROWSER_WORDS, component_runtimes
from stackfit.workload.texts import ProjectText, read_project_text, readme_passages

__all__ = [
    "ANSWER_WORDS",
    "BROWSER_WORDS",
    "JAVA_WORDS",
    "ProjectText",
    "component_runtimes",
    "profile_component",
    "read_project_text",
    "readme_passages",
    "roll_up",
    "summary_runtimes",
]
