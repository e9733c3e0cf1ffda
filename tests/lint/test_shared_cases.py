"""Cases of other linters: the same rules report the same locations.

The folder is outside of the project; without it, the tests are skipped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from trueup import pipeline
from trueup.access import Access
from trueup.diagnostics import Report

DEFAULT = Path(__file__).parents[3] / "shared"
SHARED = Path(os.environ.get("TRUEUP_SHARED", DEFAULT)) / "cases" / "lint"
LEAST = 0.97


@pytest.mark.parametrize("name", ["direct", "derived"])
def test_rules_report_the_same_locations(name: str, tmp_path: Path) -> None:
    file = SHARED / f"{name}.json"
    if not file.is_file():
        pytest.skip(f"{file} does not exist")
    cases = json.loads(file.read_text(encoding="utf-8"))
    different = [
        f"{case['id']}: expected {expected_of(case)}, got {reported(case, folder)}"
        for index, case in enumerate(cases)
        if reported(case, folder := tmp_path / str(index)) != expected_of(case)
    ]
    assert len(different) <= len(cases) * (1 - LEAST), "\n".join(different)


def expected_of(case: Mapping[str, Any]) -> set[str]:
    """Pointers; those of a replay, where the case itself states only messages."""
    errors = case["expected_errors"]
    if not all("path" in error for error in errors):
        errors = case["actual_errors"]
    return {pointer(error["path"]) for error in errors}


def pointer(path: list[str | int]) -> str:
    return "".join(f"/{str(p).replace('~', '~0').replace('/', '~1')}" for p in path)


def reported(case: Mapping[str, Any], folder: Path) -> set[str | None]:
    folder.mkdir(exist_ok=True)
    for name, document in case.get("mocks", {}).items():
        (folder / Path(name).name).write_text(json.dumps(document), encoding="utf-8")
    file = folder / Path(case.get("source") or "openapi.json").name
    file.write_text(json.dumps(case["document"]), encoding="utf-8")
    report = Report()
    pipeline.describe(file, report, Access(), {}, only=[case["rule"]])
    return {d.span.pointer if d.span is not None else None for d in report}
