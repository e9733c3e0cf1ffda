"""What tests share: options, and the environment of the processes that they start."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples every time, and no verdict on how fast the machine is.
settings.register_profile(
    "project",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")


SLOW = (
    "builds/test_backends.py",
    "builds/test_recipes.py",
    "cli/test_init.py",
    "cli/test_mutations.py",
    "cli/test_tolerance.py",
    "cli/test_watch.py",
    "conformance",
    "distribution",
    "docs/test_pull_requests.py",
    "docs/test_regenerate.py",
    "features",
    "formatting/test_agreement.py",
    "formatting/test_signatures.py",
    "fuzz",
    "generated/test_editors.py",
    "generated/test_package_readmes.py",
    "generated/test_readme.py",
    "hostile",
    "language_server",
    "output",
    "overrides",
    "remote/test_fetching.py",
    "robustness",
    "runtime/test_forking.py",
    "runtime/test_installed_runtime.py",
    "runtime/test_limits.py",
    "runtime/test_odd_responses.py",
    "server/test_costs.py",
    "server/test_emitted.py",
    "stamp",
    "test_packaging.py",
    "validate/test_windows.py",
)
"""Modules and folders of which `make quick` runs nothing."""

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    slow = {HERE / name for name in SLOW}
    paths = {item.path for item in items}
    slow_paths = {path for path in paths if slow & {path, *path.parents}}
    for item in items:
        if item.path in slow_paths:
            item.add_marker(pytest.mark.slow)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update",
        action="store_true",
        help="rewrite what cases expect; the run fails all the same",
    )
    corpus = parser.getgroup("corpus", "real descriptions: tests/test_corpus.py")
    corpus.addoption(
        "--corpus",
        metavar="DIR",
        default=os.environ.get("TRUEUP_CORPUS"),
        help="folder of descriptions; or TRUEUP_CORPUS",
    )
    corpus.addoption(
        "--corpus-level",
        choices=("generate", "import", "types", "all"),
        default="all",
        help="how far to go",
    )
    corpus.addoption(
        "--corpus-only", metavar="TEXT", default="", help="names that contain TEXT"
    )
    corpus.addoption(
        "--corpus-output", metavar="DIR", help="where packages are written and kept"
    )
    corpus.addoption(
        "--corpus-report", metavar="FILE", help="where the table is written"
    )
    fuzz = parser.getgroup("fuzz", "mutated descriptions: tests/fuzz")
    fuzz.addoption("--fuzz-seed", type=int, metavar="N", help="which mutants")
    fuzz.addoption("--fuzz-count", type=int, metavar="N", help="how many mutants")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are to be rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(autouse=True, scope="session")
def _own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test reads or fills the state folder of whoever runs them."""
    folder = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder))
        yield folder


@pytest.fixture(autouse=True, scope="session")
def _compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Child processes share bytecode and mypy's cache, which last as long as this run.

    Most children import what others imported before. Python and pytest replace whole
    files of bytecode, so all workers share them; mypy does not expect company.
    """
    folder = tmp_path_factory.getbasetemp()
    run = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.setenv("PYTHONPYCACHEPREFIX", str(run / "bytecode"))
        patch.setenv("MYPY_CACHE_DIR", str(folder / "mypy"))
        yield
