"""The surface that the last run wrote: a file that anybody may have written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trueup.change_reports import PackageChanges, render_markdown, render_text
from trueup.diagnostics import Report
from trueup.library.previous_surface import PreviousSurface
from trueup.output import Destination
from trueup.render import File
from trueup.surface import (
    SURFACE,
    BrokenSurface,
    compare_surfaces,
    parse_surface,
    surface_text,
)

from .edited_descriptions import BASE, CASES, descriptions, surface_of

TEXT = surface_text(surface_of(BASE))


def _changes(folder: Path, content: bytes, text: str = TEXT) -> tuple[int, list[str]]:
    """The number of changes since a run that wrote `content`, and the notes."""
    (folder / SURFACE).write_bytes(content)
    report = Report()
    previous = PreviousSurface(Destination(folder.parent, folder))
    changes = previous.changes([File(SURFACE, text)], report)
    number = 0 if changes is None else len(changes.changes)
    return number, [diagnostic.code for diagnostic in report]


def test_changes_are_those_since_the_last_run(tmp_path: Path) -> None:
    _, new = descriptions("operation-renamed")
    text = surface_text(surface_of(new))
    assert _changes(tmp_path, TEXT.encode(), text) == (2, [])


def test_unchanged_surface_is_not_reported(tmp_path: Path) -> None:
    assert _changes(tmp_path, TEXT.encode()) == (0, [])
    assert _changes(tmp_path, TEXT.replace("1.4.2", "1.4.3").encode()) == (0, [])


def test_missing_surface_is_not_reported(tmp_path: Path) -> None:
    previous = PreviousSurface(Destination(tmp_path.parent, tmp_path))
    assert previous.changes([File(SURFACE, TEXT)], Report()) is None


_DEEP = b'["list",' * 100_000 + b'["plain","string"]' + b"]" * 100_000


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"format":1}',
        b'{"format":2,"version":""}',
        b'{"format":1,"version":""}' * 2,
        b'{"format":1,"version":"","models":[{"name":1}]}',
        b'{"format":1,"version":"","aliases":[{"name":"A","type":["list"]}]}',
        b'{"format":1,"version":"","aliases":[{"name":"A","type":' + _DEEP + b"}]}",
        b'{"format":' + b"9" * 5000 + b',"version":""}',
    ],
    ids=range(11),
)
def test_damaged_surface_is_a_note(tmp_path: Path, content: bytes) -> None:
    assert _changes(tmp_path, content) == (0, ["unknown-surface"])


def test_nested_types_of_a_surface_do_not_exhaust_the_stack(tmp_path: Path) -> None:
    """As deep as the decoder accepts."""
    type_: object = ["plain", "string"]
    for _ in range(300):
        type_ = ["list", type_]
    document = json.loads(TEXT)
    document["aliases"] = [{"name": "Labels", "type": type_, "exported": True}]
    number, notes = _changes(tmp_path, json.dumps(document).encode())
    assert number or notes == ["unknown-surface"]


def test_recursive_aliases_of_a_surface_are_compared(tmp_path: Path) -> None:
    document = json.loads(TEXT)
    alias = {"name": "Labels", "type": ["named", "Labels"], "exported": True}
    union = {"name": "Event", "variants": [["named", "Event"]]}
    document |= {"aliases": [alias], "unions": [union]}
    number, notes = _changes(tmp_path, json.dumps(document).encode())
    assert number and not notes


def test_too_large_surface_is_rejected() -> None:
    with pytest.raises(BrokenSurface, match="larger"):
        parse_surface(b" " * ((64 << 20) + 1))


@pytest.mark.parametrize("name", list(CASES)[:3])
def test_surface_is_read_back_as_it_was_written(name: str) -> None:
    surface = surface_of(descriptions(name)[1])
    assert parse_surface(surface_text(surface).encode()) == surface


def test_names_of_a_description_are_data(tmp_path: Path) -> None:
    """Escape sequences and line breaks of names survive, and are escaped when printed."""
    document = json.loads(TEXT)
    document["operations"][0]["symbol"] = "a\n::error::b\x1b[31m`|<b>@x"
    changes = compare_surfaces(
        parse_surface(json.dumps(document).encode()), surface_of(BASE)
    )
    packages = [PackageChanges("jobs_api", changes)]
    text, markdown = render_text(packages), render_markdown(packages)
    assert len(text.splitlines()) == 1 + len(changes.changes)
    assert "\x1b" not in text + markdown
    assert len(markdown.splitlines()) == 4 + len(changes.changes)
