"""Options, markers and the summary of a suite.

`pytest` calls the hooks in `conftest.py` of a generated suite, which call these.
"""

from __future__ import annotations

import gc
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from . import targets
from .results import Results
from .suite import Suite, parametrize

__all__ = [
    "add_options",
    "application",
    "configure",
    "deselect",
    "ignores",
    "load_application",
    "option",
    "parametrize",
    "summarize",
]

_APPLICATION = pytest.StashKey[Any]()

_FILES_OF_GENERATED = ("test_loop.py", "test_sequences.py")
"""Files all of whose tests are marked `generated`; their modules are slow to import."""


def add_options(parser: pytest.Parser) -> None:
    """Add options for the server under test, shared by all suites of a run."""
    group = parser.getgroup("conformance")
    options = (
        ("--base-url", "URL of a live server, base path included"),
        ("--app", "module:attribute of an ASGI application"),
        ("--report-file", "write the results by operation to a JSON file"),
    )
    flags = (
        ("--allow-writes", "send requests that may change data to a live server"),
        ("--socket", "run applications in an HTTP server on this machine"),
        (
            "--require-success",
            "fail unless every operation responds with a declared success",
        ),
    )
    for name, help in options:
        with suppress(ValueError):  # another suite, or a plug-in, has it already
            group.addoption(name, default=None, help=help)
    for name, help in flags:
        with suppress(ValueError):
            group.addoption(name, action="store_true", default=False, help=help)


def configure(config: pytest.Config, suite: Suite) -> None:
    """Refuse to run without the generated vectors, and declare the markers."""
    if suite.problem is not None:
        raise pytest.UsageError(suite.problem)
    config.addinivalue_line("markers", "generated: tests the generated server")
    config.addinivalue_line("markers", "yours: tests --app or --base-url")
    config.addinivalue_line("markers", "vectors: selects the vectors of a test")
    load_application(config)
    server = option(config, "--app", "--base-url")
    results = Results(config, suite)
    results.server = server
    results.require_success = bool(config.getoption("--require-success", default=False))
    results.report_file = option(config, "--report-file")
    if server is None and (results.require_success or results.report_file):
        raise pytest.UsageError(
            "--require-success and --report-file need --app or --base-url"
        )
    config.pluginmanager.register(results, _plugin_name(suite))
    gc.freeze()  # modules stay until the end: no collection has to visit them


def load_application(config: pytest.Config) -> None:
    """Import the application that `--app` names. Raises `UsageError`, which is one line
    until the collection begins."""
    name = option(config, "--app")
    if name is not None and _APPLICATION not in config.stash:
        try:
            config.stash[_APPLICATION] = targets.load_application(name)
        except targets.UnusableApplication as error:
            raise pytest.UsageError(f"--app {name}: {error}") from None


def application(config: pytest.Config) -> Any:
    """The application that `--app` names, if any."""
    return config.stash.get(_APPLICATION, None)


def ignores(config: pytest.Config, path: Path, suite: Suite) -> bool | None:
    """Whether a path is not collected: the suite runs only if the command line names its
    folder or a server, and with a server, not the files of the generated one."""
    if path != suite.folder and suite.folder not in path.parents:
        return None
    if option(config, "--app", "--base-url"):
        return path.name in _FILES_OF_GENERATED or None
    for argument in config.args:
        named = Path(config.invocation_params.dir, argument.partition("::")[0])
        named = named.resolve()
        if named == suite.folder or suite.folder in named.parents:
            return None
    return True


_IGNORE_DEPRECATION = pytest.mark.filterwarnings(
    "ignore:.*`[A-Z]+ /.*` is deprecated:DeprecationWarning"
)


def deselect(config: pytest.Config, items: list[pytest.Item], suite: Suite) -> None:
    """Deselect tests of the other kind of server; the others may use what is deprecated,
    also under `-W error`."""
    unwanted = "generated" if option(config, "--app", "--base-url") else "yours"
    own = [item for item in items if item.path.parent == suite.folder]
    for item in own:
        item.add_marker(_IGNORE_DEPRECATION)
    out = [item for item in own if item.get_closest_marker(unwanted)]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in set(out)]


def option(config: pytest.Config, *names: str) -> str | None:
    """The first of the options that is set. They are unknown until a suite is read."""
    values = (config.getoption(name, default=None) for name in names)
    return next((str(value) for value in values if value), None)


def summarize(terminalreporter: pytest.TerminalReporter, suite: Suite) -> None:
    """Print the numbers of tests by outcome and, of a server of yours, a table."""
    plugin = terminalreporter.config.pluginmanager.get_plugin(_plugin_name(suite))
    if not isinstance(plugin, Results) or not plugin.counts:
        return
    if plugin.server is not None and not plugin.is_aborted:
        for line in plugin.table():
            terminalreporter.write_line(line)
    names = ("passed", "failed", "not implemented", "skipped")
    counted = [f"{plugin.counts[name]} {name}" for name in names if plugin.counts[name]]
    if suite.vectors.skipped:
        counted.append(
            f"{len(suite.vectors.skipped)} not tried (`skipped` in vectors.json)"
        )
    terminalreporter.write_line(f"{suite.package}.conformance: {', '.join(counted)}")


def _plugin_name(suite: Suite) -> str:
    return f"conformance of {suite.package} in {os.fspath(suite.folder)}"
