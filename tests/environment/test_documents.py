"""Documents for contributors name files that exist, and releases contain them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    ROOT / "CONTRIBUTING.md",
    ROOT / "docs" / "architecture.md",
    *sorted((ROOT / "docs" / "decisions").glob("*.md")),
]
PATH = re.compile(r"`((?:generator|templates|tests|docs|specs)/[\w./-]+)`")
LINK = re.compile(r"\]\(([\w./-]+)\)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_paths_and_links_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    paths = [ROOT / path for path in PATH.findall(text)]
    paths += [document.parent / path for path in LINK.findall(text)]
    assert not [str(path) for path in paths if not path.exists()]


def test_source_distribution_contains_every_document() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert {f"/{path.name}" for path in ROOT.glob("*.md")} <= set(included)


def test_architecture_is_short() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs" / "decisions").iterdir()), ids=lambda path: path.name
)
def test_decision_has_number_date_and_alternatives(path: Path) -> None:
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name)
    title, date, *rest = path.read_text(encoding="utf-8").split("\n\n")
    assert title.startswith("# ") and re.fullmatch(r"\d{4}-\d\d-\d\d", date)
    assert "**Alternatives.**" in rest and "**Reason.**" in "\n\n".join(rest)
