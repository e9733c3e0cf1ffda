"""What to generate, from the command line and the configuration file.

`model` holds the options, `places` finds where a TOML key stands, `reading` turns a
`pyproject.toml` or `trueup.toml` into options and reports what it cannot use, `start`
writes a first one.
"""

from .model import (
    FORMATTERS,
    TARGETS,
    Config,
    Formatter,
    Package,
    Selection,
    SEVERITIES,
    package_name,
    is_package_name,
)
from .reading import candidates, find, read
from .start import starter

__all__ = [
    "FORMATTERS",
    "SEVERITIES",
    "TARGETS",
    "Config",
    "Formatter",
    "Package",
    "Selection",
    "candidates",
    "find",
    "is_package_name",
    "package_name",
    "read",
    "starter",
]
