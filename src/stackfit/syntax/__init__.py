"""Data languages (JSON, TOML, YAML) read with the line of every key; shared by the stages that read declarations."""

from stackfit.syntax.document import Document, Problem, decode
from stackfit.syntax.json_text import read_json
from stackfit.syntax.toml_text import read_toml
from stackfit.syntax.yaml_text import read_yaml

__all__ = ["Document", "Problem", "decode", "read_json", "read_toml", "read_yaml"]
