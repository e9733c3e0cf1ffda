"""Configuration files and their options.

| module | contents |
|---|---|
| `model` | the options |
| `discovery` | search for a configuration file, and trust in its owner |
| `parser` | validation of a `pyproject.toml` or `trueup.toml` |
| `key_locations` | source locations of TOML keys |
| `initial` | the configuration of `trueup init` |
"""

from .discovery import candidates, find
from .initial import initial_config
from .model import (
    FORMATTERS,
    RUNTIMES,
    SEVERITIES,
    TARGETS,
    Config,
    Formatter,
    Package,
    Runtime,
    Selection,
    device_in,
    is_package_name,
    package_name,
)
from .parser import read

__all__ = [
    "FORMATTERS",
    "RUNTIMES",
    "SEVERITIES",
    "TARGETS",
    "Config",
    "Formatter",
    "Package",
    "Runtime",
    "Selection",
    "candidates",
    "device_in",
    "find",
    "initial_config",
    "is_package_name",
    "package_name",
    "read",
]
