"""The examples of `docs/library.md` run."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "library.md"
PROJECT = """\
[[tool.trueup.packages]]
package = "jobs_api"
description = "openapi.yaml"
output = "src"
targets = ["client"]
runtime = "package"
"""
JOBS = """\
openapi: 3.1.0
info: {title: Jobs, version: 1.4.2}
paths:
  /jobs:
    get:
      operationId: listJobs
      tags: [jobs]
      responses: {'204': {description: No jobs.}}
"""


@pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")
def test_examples_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    Path("pyproject.toml").write_text(PROJECT)
    Path("openapi.yaml").write_text(JOBS)
    author = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    for arguments in (
        ("init", "--quiet"),
        ("add", "pyproject.toml", "openapi.yaml"),
        (*author, "commit", "--quiet", "--message", "x"),
        ("update-ref", "refs/remotes/origin/main", "HEAD"),
    ):
        subprocess.run(["git", *arguments], check=True)
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 3
    names: dict[str, object] = {}
    exec(blocks[0], names)
    assert re.match(r"jobs_api \d+ files written\n", capsys.readouterr().out)
    exec(blocks[1], names)
    Path("openapi.yaml").write_text(JOBS.replace("/jobs:", "/all-jobs:"))
    exec(blocks[2], names)
    assert capsys.readouterr().out == (
        "jobs_api major 2.0.0\nbreaking client.jobs.list `client.jobs.list` sends "
        "`GET /all-jobs` instead of `GET /jobs`\n"
    )
