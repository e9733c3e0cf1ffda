"""Options, fixtures and the summary of the suite.

`conformance_local.py` in this folder, where you write one, is imported last: fixtures and
hooks in it replace those of this module.
"""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from trueup_runtime.conformance import hooks
from trueup_runtime.conformance.fixtures import (
    checker,
    live_url,
    loop,
    parameter_values,
    secrets,
    stub,
    target,
)
from trueup_runtime.conformance.suite import Suite

from .suite import SUITE

__all__ = [
    "checker",
    "live_url",
    "loop",
    "parameter_values",
    "secrets",
    "stub",
    "suite",
    "target",
]


@pytest.fixture(scope="session")
def suite() -> Suite:
    """The package that is tested."""
    return SUITE


def pytest_addoption(parser: pytest.Parser) -> None:
    hooks.add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    hooks.configure(config, SUITE)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return hooks.ignores(config, collection_path, SUITE)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    hooks.parametrize(metafunc, SUITE)


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    hooks.deselect(config, items, SUITE)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    hooks.summarize(terminalreporter, SUITE)


if Path(__file__).with_name("conformance_local.py").exists():
    _local = importlib.import_module(f"{__package__}.conformance_local")
    globals().update(
        {name: value for name, value in vars(_local).items() if name[:1] != "_"}
    )
