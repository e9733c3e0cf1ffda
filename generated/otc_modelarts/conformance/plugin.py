"""A pytest plug-in with the options of the suite.

With `pytest_plugins = ["<package>.conformance.plugin"]` in the `conftest.py` of your
project, `pytest --app module:attribute` runs the suite, too.
"""

from __future__ import annotations

import pytest

from trueup_runtime.conformance import hooks


def pytest_addoption(parser: pytest.Parser) -> None:
    hooks.add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    hooks.load_application(config)
