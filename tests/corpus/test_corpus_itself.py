"""The judge of real descriptions, on descriptions of two lines."""

from __future__ import annotations

from pathlib import Path

from .descriptions import contents, descriptions
from .importing import faults_of_import
from .table import Row, keep, kept, page, reason, together

ROWS = (
    Row("b", "3.1.0", 2, 1, 90, passed={"generate": True, "suite": False}),
    Row("a", "2.0", 1, 0, refused=True, passed={"generate": True}, errors=["`x`: y"]),
    Row("c", "3.0.0", 1, 0, 50, codes={"unstructured-body": 2, "valid-example": 1}),
)


def test_page_has_a_result_for_every_description() -> None:
    text = page(ROWS)
    assert (
        "| a | 2.0 | 1 | 0 | 0 | refused |  |  |  |  |\n| b | 3.1.0 | 2 | 1 |" in text
    )
    assert "| 90 | ✓ |  | ✗ |  |  |" in text
    assert "- generate: 1 of 1\n- import: 0 of 0\n- suite: 0 of 1\n" in text
    assert "- a: `x`: y\n" in text
    assert "- c: `unstructured-body` 2\n" in text


def test_corpus_report_gives_a_reason_for_every_failure(tmp_path: Path) -> None:
    faults = ("FAILED a", f"E   ValueError: `x` in {tmp_path}/b/models.py", "FAILED b")
    said = reason(faults, tmp_path)
    assert said == "3 × `E ValueError: 'x' in b/models.py`"
    before = Row("b", "3.1.0", 2, 1, passed={"suite": False}, reasons={"suite": said})
    assert "## Not clean\n" in (text := page((before,)))
    assert f"\n- b, suite: {said}\n" in text
    now = Row("b", "3.1.0", 2, 1, passed={"suite": True})
    assert together({"b": before}, {"b": now})["b"].reasons == {}


def test_rows_of_earlier_runs_are_preserved(tmp_path: Path) -> None:
    rows = {row.name: row for row in ROWS}
    keep(tmp_path / "rows.json", rows)
    again = kept(tmp_path / "rows.json")
    assert page(tuple(again.values())) == page(ROWS)
    assert kept(tmp_path / "none") == {}
    later = Row("b", "3.1.0", 2, 1, 95, passed={"suite": True})
    row = together(rows, {"b": later})["b"]
    assert (row.lines, row.passed) == (95, {"generate": True, "suite": True})


PACKAGE = {
    "__init__.py": "",
    "models.py": "__all__ = []",
    "errors.py": "from . import models\nE = 1\nfrom .operations.early import X",
    "operations/__init__.py": "",
    "operations/good.py": "from .. import errors\nE = errors.E",
    "operations/broken.py": "from .. import errors\nerrors.F",
    "operations/leaning.py": (
        "from .. import errors\nimport sys\nsys.modules['c_toy.operations.good']"
    ),
    "operations/early.py": "from .. import errors\nX = errors.E",
    "resources/__init__.py": "",
    "resources/good.py": "from ..operations import good",
    "resources/broken.py": "from ..operations import broken",
}


def test_every_module_is_imported_in_its_own_process(tmp_path: Path) -> None:
    """`leaning` needs that another was imported; `early` that `errors` was."""
    for name, text in PACKAGE.items():
        file = tmp_path / "c_toy" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    faults = faults_of_import(tmp_path / "c_toy")
    named = {fault.partition(":")[0] for fault in faults if "Traceback" in fault}
    assert {name for name in named if "." in name} == {
        "c_toy.operations.broken",
        "c_toy.operations.leaning",
        "c_toy.operations.early",
        "c_toy.resources.broken",
    }


def test_texts_are_those_of_yaml_1_2(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(
        "openapi: 3.0.3\npaths: {}\ncomponents: {schemas: {on: {}, =: {}, 1:30: {}}}\n",
        encoding="utf-8",
    )
    assert contents(file).schemas == ("on", "=", "1:30")


def test_packages_have_names_of_their_own(tmp_path: Path) -> None:
    for name in ("a-b.json", "a_b.yaml"):
        (tmp_path / name).write_text("{}" + " " * len(name), encoding="utf-8")
    assert len({each.package for each in descriptions(tmp_path)}) == 2
