"""Files beside generated modules that Python, a type checker or pytest would take."""

from __future__ import annotations

import importlib.util
import os
import py_compile
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from trueup import output
from trueup.diagnostics import Report, Severity
from trueup.output import Destination
from trueup.render import File
from trueup.stamp import Stamp

MADE = [
    File(PurePosixPath(path), text)
    for path, text in {
        "__init__.py": "",
        "models.py": "",
        "operations/__init__.py": "",
        "operations/pets.py": "",
        "conformance/__init__.py": "",
        "conformance/conftest.py": "",
        "conformance/test_loop.py": "",
        "conformance/vectors.json": "{}\n",
        "README.md": "",
    }.items()
]


@pytest.fixture
def place(tmp_path: Path) -> Destination:
    place = Destination(tmp_path / "out", tmp_path / "out" / "acme" / "pets")
    assert output.write(place, MADE, Report()) is not None
    return place


def add(path: Path, text: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.mark.parametrize(
    "path",
    [
        "models/__init__.py",
        "models/other.py",
        "models.cpython-311-x86_64-linux-gnu.so",
        "models.abi3.so",
        "models.so",
        "models.cp311-win_amd64.pyd",
        "models.pyd",
        "models.pyc",
        "models.pyi",
        "models.pyw",
        "models-stubs/__init__.pyi",
        "__init__.cpython-311-x86_64-linux-gnu.so",
        "__init__.pyi",
        "__init__.pyc",
        "operations.py",
        "operations.so",
        "operations/pets/__init__.py",
        "operations/pets.pyc",
        "conformance/test_loop.pyc",
        "conformance/conftest.abi3.so",
        "conformance/pytest.ini",
        "conformance/.pytest.ini",
        "conformance/tox.ini",
        "pytest.ini",
        "conftest.py",
        "setup.cfg",
        "../pets.py",
        "../pets.pyi",
        "../pets-stubs/__init__.pyi",
    ],
)
def test_shadow_is_an_error_of_check_and_a_warning_of_generate(
    place: Destination, path: str
) -> None:
    add(place.root / path, "[pytest]\n")
    report = Report()
    assert output.check(place, MADE, report) == ()
    assert [one.code for one in report] == ["shadowing-file"]
    assert report.has_errors
    report = Report()
    assert output.write(place, MADE, report) is not None
    assert [(one.code, one.severity) for one in report] == [
        ("shadowing-file", Severity.WARNING)
    ]


@pytest.mark.parametrize(
    "path",
    [
        "notes.txt",
        "extra.py",
        "extra/__init__.py",
        "models.txt",
        "models.py.orig",
        "models.test.py",
        "conformance/conformance_local.py",
        "conformance/test_mine.py",
        "conformance/setup.cfg",
        "__pycache__/gone.cpython-311.pyc",
        "../models.py",
        "../other/models.py",
        "../../pytest.ini",
        "../../models.py",
    ],
)
def test_file_that_shadows_nothing_is_left_alone(place: Destination, path: str) -> None:
    add(place.root / path, "[flake8]\n")
    report = Report()
    assert output.check(place, MADE, report) == ()
    assert not list(report)


def test_link_next_to_a_module_is_reported(place: Destination, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (place.root / "models").symlink_to(tmp_path / "elsewhere")
    report = Report()
    output.check(place, MADE, report)
    assert [one.code for one in report] == ["shadowing-file"]


@pytest.mark.parametrize(
    "path",
    [
        "conftest.py",
        "pytest.ini",
        "conformance/tox.ini",
        "__pycache__",
        "operations/__pycache__",
        "__pycache__/models.cpython-311.pyc",
    ],
)
def test_link_whose_target_python_would_use_is_reported(
    place: Destination, tmp_path: Path, path: str
) -> None:
    add(tmp_path / "elsewhere" / "target", "[pytest]")
    target = tmp_path / "elsewhere"
    link = place.root / path
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(target if link.name == "__pycache__" else target / "target")
    report = Report()
    assert output.check(place, MADE, report) == ()
    assert [one.code for one in report] == ["shadowing-file"]


def test_settings_that_are_too_large_to_search_are_reported(place: Destination) -> None:
    add(place.root / "tox.ini", "#" * (1 << 20) + "\n[pytest]\n")
    report = Report()
    assert output.check(place, MADE, report) == ()
    assert [one.code for one in report] == ["shadowing-file"]


@pytest.mark.parametrize(
    ("mode", "is_reported"),
    [("TIMESTAMP", False), ("CHECKED_HASH", True), ("UNCHECKED_HASH", True)],
)
def test_byte_code_that_python_does_not_compare_is_reported(
    place: Destination, tmp_path: Path, mode: str, is_reported: bool
) -> None:
    source = place.root / "models.py"
    compiled = importlib.util.cache_from_source(str(source))
    py_compile.compile(
        str(source),
        compiled,
        invalidation_mode=py_compile.PycInvalidationMode[mode],
    )
    report = Report()
    assert output.check(place, MADE, report) == ()
    assert bool(list(report)) == is_reported


def test_byte_code_of_pytest_is_not_reported(place: Destination) -> None:
    """pytest 9.2 writes it with a hash, into the same folder, whenever the suite runs."""
    source = place.root / "models.py"
    name = importlib.util.cache_from_source(str(source))
    py_compile.compile(
        str(source),
        name.replace(".pyc", "-pytest-9.2.0.pyc"),
        invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH,
    )
    report = Report()
    assert output.check(place, MADE, report) == () and not list(report)


def test_reported_files_would_be_executed(place: Destination, tmp_path: Path) -> None:
    """Python itself says what wins: a folder, byte code with a hash."""
    add(tmp_path / "evil.py", "print('a shadow ran')")
    source = place.root / "models.py"
    py_compile.compile(
        str(tmp_path / "evil.py"),
        importlib.util.cache_from_source(str(source)),
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    # Byte code of other tests is kept elsewhere: here it stands where a user has it.
    environment = {**os.environ, "PYTHONPATH": str(place.folder)}
    environment.pop("PYTHONPYCACHEPREFIX", None)
    done = subprocess.run(
        [sys.executable, "-c", "import acme.pets.models"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "a shadow ran\n"


def test_run_that_would_warn_is_not_skipped(place: Destination) -> None:
    stamp = Stamp((), "0" * 64)
    assert output.write(place, MADE, Report(), stamp=stamp) is not None
    assert output.unchanged(place, lambda found: found == stamp) is not None
    stage = place.folder / ".trueup-stage-x"
    for path in (place.root / "models" / "__init__.py", stage / "x"):
        add(path)
        assert output.unchanged(place, lambda _: True) is None
        path.unlink()
        path.parent.rmdir()
    assert output.unchanged(place, lambda _: True) is not None
    (place.root / "models.py").unlink()
    (place.root / "models.py").symlink_to("__init__.py")
    assert output.unchanged(place, lambda _: True) is None
