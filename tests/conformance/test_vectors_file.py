"""The suite runs with the vectors that were generated with it, and with no others."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from trueup.cli import main

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths: {/pets: {get: {operationId: listPets, responses: {"204": {description: Done.}}}}}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    (folder / "pets.yaml").write_text(SPEC)
    (folder / "none.yaml").write_text(
        'openapi: 3.1.0\ninfo: {title: None, version: "1"}\npaths: {}\n'
    )
    for name in ("pets", "none"):
        arguments = [str(folder / f"{name}.yaml"), "-o", str(folder), "-p", name]
        assert main(["generate", "-q", *arguments]) == 0
    return folder


def run(folder: Path, target: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", target],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )


def emptied(path: Path) -> None:
    document = json.loads(path.read_text())
    empty = {
        key: type(value)() if isinstance(value, (list, dict)) else value
        for key, value in document.items()
    }
    path.write_text(json.dumps(empty))


def shortened(path: Path) -> None:
    document = json.loads(path.read_text())
    document["requests"] = document["requests"][1:]
    path.write_text(json.dumps(document))


@pytest.mark.parametrize(
    "spoil",
    [
        Path.unlink,
        emptied,
        shortened,
        lambda path: path.write_text(""),
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=["missing", "emptied", "shortened", "no bytes", "folder"],
)
def test_suite_fails_with_other_vectors(
    made: Path, tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    shutil.copytree(made / "pets", tmp_path / "pets")
    spoil(tmp_path / "pets" / "conformance" / "vectors.json")
    done = run(tmp_path, "pets/conformance")
    said = [line for line in (done.stdout + done.stderr).splitlines() if line]
    assert done.returncode == 4
    assert len(said) == 1 and "vectors.json" in said[0]


def test_suite_fails_with_other_vectors_in_a_run_of_more(
    made: Path, tmp_path: Path
) -> None:
    """Its `conftest.py` is imported while tests are collected."""
    shutil.copytree(made / "pets", tmp_path / "pets")
    emptied(tmp_path / "pets" / "conformance" / "vectors.json")
    done = run(tmp_path, ".")
    assert done.returncode not in (0, 5)
    assert "vectors.json is not the file" in done.stdout + done.stderr


def test_line_ends_of_vectors_do_not_matter(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "pets", tmp_path / "pets")
    path = tmp_path / "pets" / "conformance" / "vectors.json"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run(tmp_path, "pets/conformance").returncode == 0


def test_api_without_operations_has_a_suite_that_passes(made: Path) -> None:
    done = run(made, "none/conformance")
    assert done.returncode in (0, 5), done.stdout
    assert "vectors.json" not in done.stdout + done.stderr


def test_request_with_a_body_declares_no_other_length(packages: Path) -> None:
    """HTTP/1.1 servers read `Content-Length: 0` and take the body for a request."""
    checked = 0
    for path in packages.glob("*/conformance/vectors.json"):
        document = json.loads(path.read_text(encoding="utf-8"))
        for row in document["requests"] + document["refusals"]:
            if "body" in row["request"]:
                assert "content-length" not in row["request"]["headers"], row["id"]
                checked += 1
    assert checked >= 50
