"""Run pytest in a fork of this process: what a run imports from elsewhere is imported once.

The package that is tested is imported by each run.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import trueup_runtime.conformance.fixtures as dependencies

from ..forks import run_forked

__all__ = ["dependencies", "forked_pytest"]


def forked_pytest(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run pytest in a folder."""
    return run_forked(lambda: int(pytest.main([*arguments])), folder, environment)
