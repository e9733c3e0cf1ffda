"""The tables of `docs/in-step.md` are what the commands print."""

from __future__ import annotations

from pathlib import Path

import pytest

from .in_step_page import page

PAGE = Path(__file__).parents[2] / "docs" / "in-step.md"


def test_tables_are_up_to_date(update: bool) -> None:
    current = PAGE.read_text("utf-8")
    text = page(current)
    if update and text != current:
        PAGE.write_text(text, "utf-8")
        pytest.fail("rewritten, read the difference")
    assert text == current, "pytest --update rewrites it"
