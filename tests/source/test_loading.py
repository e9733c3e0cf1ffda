"""Files: encodings, and what cannot be read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from trueup import digests
from trueup.diagnostics import Report
from trueup.source import files, load


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-be"]
)
def test_byte_order_mark_selects_the_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.yaml"
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    path.write_bytes(mark + "é: ü\nb: 1".encode(encoding))
    report = Report()
    document = load(path, report)
    assert document is not None and len(report) == 0
    assert document.value == {"é": "ü", "b": 1}
    assert document.span(("é",)).column == 4
    assert report.read == {str(path): hashlib.sha256(path.read_bytes()).hexdigest()}


def test_invalid_byte_has_a_location(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\nb: \xc3\xa9\xff")
    report = Report()
    assert load(path, report, display="a.yaml") is None
    (found,) = report
    assert found.code == "invalid-encoding"
    assert found.span is not None
    assert (found.span.path, found.span.line, found.span.column) == ("a.yaml", 2, 5)


@pytest.mark.parametrize("name", ["missing.yaml", ".", "a.yaml/b.yaml", "nul\0.yaml"])
def test_path_that_is_not_a_file_is_a_diagnostic(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.yaml").write_text("a: 1")
    report = Report()
    assert load(tmp_path / name, report) is None
    assert [found.code for found in report] == ["unreadable-file"]


def test_path_below_the_working_directory_is_relative(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "specs").mkdir()
    path = tmp_path / "specs" / "a.yaml"
    path.write_text("a: 1")
    monkeypatch.chdir(tmp_path)
    document = load(path, Report())
    assert document is not None and document.display == "specs/a.yaml"
    assert document.path == path
    monkeypatch.chdir(tmp_path / "specs")
    outside = load(tmp_path / "specs" / ".." / "specs" / "a.yaml", Report())
    assert outside is not None and outside.display == "a.yaml"


def test_unusable_file_has_the_digest_that_is_compared_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 100)
    monkeypatch.setattr(digests, "MAX_BYTES", 100)
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "large.yaml").write_text("a" * 101)
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    for name in ("folder.yaml", "large.yaml", "loop.yaml", "none.yaml"):
        path, report = tmp_path / name, Report()
        assert load(path, report) is None
        assert report.read == {str(path): digests.digest_of(path)}
        assert report.read == {str(path): digests.ABSENT}
