"""`check` names every kind of drift in all formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup.diagnostics import Diagnostic
from trueup.reporters import Context, formats, render

from ..docs.in_step_page import DRIFT, DriftingFolder

KINDS = {
    "a file was deleted": "missing-file",
    "the description changed": "stale-file",
    "a file is no longer generated": "orphaned-file",
    "a file was edited by hand": "edited-file",
    "another file has the path of a generated one": "foreign-file",
    "a file would be imported instead of a generated one": "shadowing-file",
}


def diagnostics(tmp_path: Path, title: str) -> tuple[Diagnostic, ...]:
    folder = DriftingFolder(tmp_path)
    DRIFT[title](folder)
    return tuple(folder.report()[1])


@pytest.mark.parametrize("title", KINDS)
def test_every_format_names_the_kind(tmp_path: Path, title: str) -> None:
    reported = diagnostics(tmp_path, title)
    assert KINDS[title] in {diagnostic.code for diagnostic in reported}
    for name in formats():
        _, text = render(name, reported, Context())
        assert KINDS[title] in text, name
