"""Commit subjects are checked for pull requests."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("subject", "message"),
    [
        ("server: stop after fifty validation errors", ""),
        ("lower, targets: name methods from the operation", ""),
        ("Stop after fifty errors", "not `area: imperative`"),
        ("server: Stop after fifty errors", "not `area: imperative`"),
        ("server stop after fifty errors", "not `area: imperative`"),
        ("server: " + "a" * 64, ""),
        ("server: " + "a" * 65, "longer than 72 characters"),
    ],
)
def test_commit_subject_is_checked(subject: str, message: str) -> None:
    result = subprocess.run(
        [ROOT / ".ci" / "check-subjects"],
        input=f"ci: be checked first\n{subject}\nci: be checked last\n",
        capture_output=True,
        text=True,
    )
    assert (result.returncode == 0) == (not message)
    assert message in result.stderr


def test_subjects_of_pull_requests_are_checked() -> None:
    text = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    checkout, check = yaml.safe_load(text)["jobs"]["commits"]["steps"]
    assert checkout["with"]["fetch-depth"] == 0
    assert check["run"].endswith("origin/main..HEAD | .ci/check-subjects")
