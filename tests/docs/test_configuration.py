"""The example in `docs/configuration.md` is valid and complete."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from trueup.config import read
from trueup.config.model import Config, Package, Selection
from trueup.diagnostics import Report
from trueup.severities import SeverityOverride

from .configuration_page import (
    EXAMPLE,
    MARKERS,
    accepted_keys,
    documented,
    table,
)


def test_the_example_has_every_key_and_is_valid(tmp_path: Path) -> None:
    file = tmp_path / "trueup.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    report = Report()
    assert read(file, report) is not None, [d.message for d in report]
    data = tomllib.loads(EXAMPLE)
    (package,), (override,) = data["packages"], data["overrides"]
    tables = {
        Config: data,
        Package: package,
        Selection: package["include"],
        SeverityOverride: override,
    }
    for cls, table_of_cls in tables.items():
        assert table_of_cls.keys() == accepted_keys(cls)
        assert accepted_keys(cls) == {key for key, *_ in documented(cls)}


def test_a_field_without_docstring_is_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(MARKERS, _Undocumented, "strict")
    with pytest.raises(AssertionError, match="has no docstring"):
        [*documented(_Undocumented)]
    assert "| `strict` | boolean | `false` |" in table(Package)


ROOT = Path(__file__).parents[2]


class _Undocumented(msgspec.Struct):
    strict: bool


def toml_blocks() -> list[tuple[str, str]]:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return [
        (page.name, block)
        for page in pages
        for block in re.findall(
            r"^```toml\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE
        )
    ]


@pytest.mark.parametrize(("page", "block"), toml_blocks())
def test_configuration_in_documentation_is_valid(
    page: str, block: str, tmp_path: Path
) -> None:
    is_project = bool(tomllib.loads(block).keys() & {"build-system", "tool"})
    file = tmp_path / ("pyproject.toml" if is_project else "trueup.toml")
    file.write_text(block, encoding="utf-8")
    report = Report()
    assert read(file, report) is not None, [d.message for d in report]
