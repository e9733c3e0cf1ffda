"""Missing standard streams and working directories."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="descriptors of POSIX")

SPEC = """\
openapi: 3.1.0
info: {title: T, version: "1"}
paths: {/a: {get: {operationId: getA, responses: {"204": {description: d}}}}}
"""
HAS_FULL = os.path.exists("/dev/full")


def run(place: Path, line: str) -> subprocess.CompletedProcess[bytes]:
    """Run a shell command line in which `trueup` is a function."""
    (place / "openapi.yaml").write_text(SPEC, encoding="utf-8")
    command = f"'{sys.executable}' -m trueup"
    script = f'trueup() {{ {command} "$@"; }}\n{line}'
    return subprocess.run(["sh", "-c", script], cwd=place, capture_output=True)


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    ("command", "code"),
    [("rules", 0), ("generate openapi.yaml -o out -p pkg", 0), ("lint none.yaml", 2)],
)
def test_closed_streams_do_not_change_the_exit_code(
    tmp_path: Path, command: str, code: int, closed: str
) -> None:
    done = run(tmp_path, f"trueup {command} {closed}")
    assert done.returncode == code
    assert b"internal error" not in done.stderr + done.stdout


@pytest.mark.skipif(not HAS_FULL, reason="no /dev/full")
@pytest.mark.parametrize(
    "command",
    ["rules", "--help", "lint --format json openapi.yaml", "explain typed-enum"],
)
def test_full_disk_behind_standard_output_ends_a_run_with_2(
    tmp_path: Path, command: str
) -> None:
    done = run(tmp_path, f"trueup {command} >/dev/full")
    assert done.returncode == 2
    assert done.stderr == b"trueup: No space left on device\n"


@pytest.mark.skipif(not HAS_FULL, reason="no /dev/full")
def test_full_disk_behind_both_streams_ends_a_run_with_2(tmp_path: Path) -> None:
    done = run(tmp_path, "trueup lint none.yaml >/dev/full 2>/dev/full")
    assert done.returncode == 2


@pytest.mark.skipif(sys.platform != "linux", reason="a folder in use can be removed")
@pytest.mark.parametrize(
    "command", ["lint ../openapi.yaml", "generate ../openapi.yaml"]
)
def test_removed_working_directory_is_reported(tmp_path: Path, command: str) -> None:
    line = f"mkdir gone && cd gone && rmdir ../gone && trueup {command}"
    done = run(tmp_path, line)
    assert done.returncode == 2
    assert done.stderr.endswith(b"trueup: the working directory does not exist\n")
