"""Each case of `tests/cases/features`, and descriptions made at random, give a suite that
their own package passes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from trueup import pipeline
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.resolve import Access

from ..features.descriptions import Author
from ..features.older import AuthorOf20, AuthorOf30
from .conftest import ROOT, Run

CASES = sorted((ROOT / "tests/cases/features").glob("*/spec.yaml"))


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the packages of all cases stand, without copies of the runtime."""
    folder = tmp_path_factory.mktemp("cases")
    for description in (*CASES, *_at_random(folder)):
        name = description.parent.name.replace("-", "_")
        report = Report()
        package = Package(name, folder, description, runtime="package")
        for file in pipeline.generate(package, report, Access()) or ():
            path = folder / name / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, encoding="utf-8")
        assert (folder / name).is_dir(), list(report)
    return folder


_SEED = 100


def _at_random(folder: Path) -> Iterator[Path]:
    for author in (Author, AuthorOf30, AuthorOf20):
        path = folder / "random" / f"{author.__name__}{_SEED}" / "spec.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(author(_SEED).description()), "utf-8")
        yield path


def test_every_package_passes_its_own_suite(cases: Path, run: Run) -> None:
    """Ten in each run, since the suite of each package looks at all tests of its run."""
    suites = [str(path) for path in sorted(cases.glob("*/conformance"))]
    for start in range(0, len(suites), 10):
        some = suites[start : start + 10]
        done = run("--import-mode=importlib", "--tb=short", *some, folder=cases)
        assert done.returncode == 0, done.stdout[-8000:]


def test_black_leaves_packages_made_at_random_alone(cases: Path) -> None:
    """`formatting/test_agreement.py` has black format those of the cases."""
    packages = [path for path in cases.iterdir() if path.name.startswith("Author")]
    assert packages
    command = [sys.executable, "-m", "black", "--check", "--diff", "-q"]
    command += ["--extend-exclude", "/_runtime/"]  # the same in all packages
    done = subprocess.run(
        [*command, *map(str, packages)], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[:4000]


def test_nothing_is_imported_that_is_not_used(cases: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--isolated",
            "--no-cache",
            "-q",
            "--select",
            "F",
            "--output-format",
            "concise",
            str(cases),
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[:4000]


def test_bodies_that_are_no_document_are_sent(cases: Path) -> None:
    """Bytes and texts of every media type; of a range the one that is sent."""
    path = cases / "media_ranges/conformance/vectors.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["skipped"] == []
    sent = {
        row["request"]["headers"]["content-type"]
        for row in document["requests"]
        if "body" in row
    }
    assert {"image/example", "application/pdf", "text/plain"} <= sent


def test_members_that_no_style_carries_stay_out(cases: Path) -> None:
    path = cases / "query_styles/conformance/vectors.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["requests"]
    row = next(row for row in rows if row["operation"] == "default.page")
    assert row["arguments"] == {"pageable": {"page": 1}}
