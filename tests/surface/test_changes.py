"""What is reported for each kind of change of a description."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from trueup.change_reports import PackageChanges, render_text

from .edited_descriptions import CASES, FOLDER, changes_of

EXPECTED = FOLDER / "expected.txt"


def _expected() -> Mapping[str, str]:
    text = EXPECTED.read_text("utf-8") if EXPECTED.exists() else ""
    blocks = re.split(r"^## (.*)\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(blocks[::2], blocks[1::2], strict=True))


def _reported(name: str) -> str:
    text = render_text([PackageChanges("jobs_api", changes_of(name))])
    return f"{text}\n" if text else "\n"


def test_expectations_are_those_of_the_cases(update: bool) -> None:
    if update:
        text = "".join(f"## {name}\n{_reported(name)}" for name in CASES)
        if not EXPECTED.exists() or EXPECTED.read_text("utf-8") != text:
            EXPECTED.write_text(text, "utf-8")
            pytest.fail("rewritten, read the difference")
    assert list(_expected()) == list(CASES)


@pytest.mark.parametrize("name", CASES)
def test_change_is_reported_in_terms_of_python(name: str) -> None:
    assert _reported(name) == _expected()[name], "pytest --update rewrites it"
