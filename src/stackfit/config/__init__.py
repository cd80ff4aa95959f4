"""Settings of one run: `stackfit.toml`, or `[tool.stackfit]` in pyproject.toml, to one frozen `Config`."""

from stackfit.config.files import FILES, check_component_file, load_config, settle_components
from stackfit.config.keys import KEYS, parse_config
from stackfit.config.layers import with_flags
from stackfit.config.model import TEAMS, Config, OptionValue, PathIgnore
from stackfit.config.selectors import (
    CODE,
    CONFIDENCES,
    NEVER,
    SEVERITIES,
    check_selector,
    check_threshold,
    find_close,
    suggest,
)

__all__ = [
    "CODE",
    "CONFIDENCES",
    "FILES",
    "KEYS",
    "NEVER",
    "SEVERITIES",
    "TEAMS",
    "Config",
    "OptionValue",
    "PathIgnore",
    "check_component_file",
    "check_selector",
    "check_threshold",
    "find_close",
    "load_config",
    "parse_config",
    "settle_components",
    "suggest",
    "with_flags",
]
