"""What is reported for each kind of change of a description."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from trueup.change_reports import PackageChanges, render_text
from trueup.surface import change_message, compare_surfaces, renames

from .edited_descriptions import CASES, FOLDER, changes_of, descriptions, surface_of

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


def test_renamed_schema_is_recognized_where_it_is_used() -> None:
    """Also if a property was added, and two schemas have the same properties."""
    old, new = descriptions("model-renamed")
    schemas = new["components"]["schemas"]
    schemas["JobRequest"]["properties"]["owner"] = {"type": "string"}
    schemas["Twin"] = schemas["JobRequest"]
    changes = compare_surfaces(surface_of(old), surface_of(new))
    messages = [change_message(change) for change in changes.changes]
    assert messages == [
        "`models.NewJob` became `models.JobRequest`",
        "`models.Twin` was added",
        "`models.JobRequest.owner` was added",
    ]


def test_each_pair_of_symbols_is_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of operations that use a schema does not multiply the work."""
    compared: list[object] = []

    def are_similar(old: object, new: object) -> bool:
        compared.append((old, new))
        return False

    monkeypatch.setattr(renames, "_are_similar", are_similar)
    old, new = descriptions("model-renamed")
    del new["components"]["schemas"]["JobRequest"]["properties"]["retries"]
    compare_surfaces(surface_of(old), surface_of(new))
    assert len(compared) == 1  # two media types of the body have the schema
