"""Read the data files of a generated package."""

from __future__ import annotations

import sys
from pathlib import Path

from .errors import ConfigurationError


def read_data_file(path: Path) -> bytes:
    """The content of a file. Raises `ConfigurationError` if it was not installed."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ConfigurationError(missing(path)) from None


def missing(path: Path) -> str:
    """Explain a missing file: setuptools installs only the data files that are listed."""
    return (
        f"{path} is missing from the installed package; if setuptools builds it, add "
        f'`"{_package_of(path)}" = ["**/*.json", "py.typed"]` to '
        "`[tool.setuptools.package-data]` in its pyproject.toml"
    )


def _package_of(path: Path) -> str:
    """The import name of the package in the folder of a file."""
    module_file = str(path.with_name("__init__.py"))
    for name, module in [*sys.modules.items()]:
        if getattr(module, "__file__", None) == module_file:
            return name
    return path.parent.name
