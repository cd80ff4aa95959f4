"""Data languages (JSON, TOML, YAML) and literals of scripts, read with the line of every key."""

from stackfit.syntax.document import Document, Problem, decode
from stackfit.syntax.json_text import read_json
from stackfit.syntax.script_text import EXPORTS, Expression, read_script
from stackfit.syntax.toml_text import read_toml
from stackfit.syntax.yaml_text import read_yaml

__all__ = [
    "EXPORTS",
    "Document",
    "Expression",
    "Problem",
    "decode",
    "read_json",
    "read_script",
    "read_toml",
    "read_yaml",
]
