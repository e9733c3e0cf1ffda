"""What to generate, from the command line and the configuration file.

`model` holds the options, `discovery` looks for a configuration file and says whose is
trusted, `places` finds where a TOML key stands, `reading` turns a `pyproject.toml` or
`trueup.toml` into options and reports what it cannot use, `start` writes a first one.
"""

from .discovery import candidates, find
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
from .reading import read
from .start import starter

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
    "is_package_name",
    "package_name",
    "read",
    "starter",
]
