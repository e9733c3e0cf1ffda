"""Configuration files and their options.

| module | contents |
|---|---|
| `model` | the options |
| `package_names` | names that a package may have, and its default |
| `distributions` | names and versions of distributions |
| `discovery` | search for a configuration file, and trust in its owner |
| `parser` | validation of a `pyproject.toml` or `trueup.toml` |
| `suppression_tables` | validation of `[[ignore]]` |
| `tables` | access to tables of the file, with checks of types |
| `key_locations` | source locations of TOML keys |
| `initial` | the configuration of `trueup init` |
"""

from .discovery import candidates, find, find_in
from .distributions import canonical_license, python_version
from .initial import initial_config, package_table, uv_cache_keys
from .model import (
    FORMATTERS,
    RUNTIMES,
    TARGETS,
    Config,
    Distribution,
    Formatter,
    Package,
    Runtime,
    Selection,
)
from .package_names import (
    device_in,
    name_error,
    package_name,
)
from .parser import read

__all__ = [
    "FORMATTERS",
    "RUNTIMES",
    "TARGETS",
    "Config",
    "Distribution",
    "Formatter",
    "Package",
    "Runtime",
    "Selection",
    "candidates",
    "canonical_license",
    "device_in",
    "find",
    "find_in",
    "initial_config",
    "name_error",
    "package_name",
    "package_table",
    "python_version",
    "read",
    "uv_cache_keys",
]
