"""The documentation is reachable: every page is linked, and every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
LINK = re.compile(r"\]\(([^)\s]+)\)")


def links(page: Path) -> list[tuple[Path, str]]:
    """(path, anchor) of each relative link outside of blocks of code."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.M | re.S)
    targets = [target.partition("#") for target in LINK.findall(text)]
    return [
        ((page.parent / path).resolve() if path else page, anchor)
        for path, _, anchor in targets
        if not path.startswith(("http:", "https:", "mailto:"))
    ]


def anchors(page: Path) -> set[str]:
    """The anchors of the headings of a page, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", t).strip().lower().replace(" ", "-") for t in titles
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_lead_to_files_and_headings(page: Path) -> None:
    for path, anchor in links(page):
        assert path.exists(), f"{page.name} links to {path}"
        if anchor and path.suffix == ".md":
            assert anchor in anchors(path), f"{page.name} links to {path}#{anchor}"


def test_the_readme_links_to_every_page() -> None:
    linked = {path for path, _ in links(ROOT / "README.md")}
    pages = set((ROOT / "docs").glob("*.md"))
    assert pages <= linked, "add a line to the section More"
