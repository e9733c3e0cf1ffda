"""The template API: what `docs/templates.md` documents changes only with its version.

`template_api.json` records it. Until a release contains this version (`released`), the record
can be rewritten with `--update`; after that, only for additions.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .templates_page import BLOCKS, api, blocks, page, template_names

PAGE = Path(__file__).parents[2] / "docs" / "templates.md"
RECORD = Path(__file__).with_name("template_api.json")


def test_page_is_up_to_date(update: bool) -> None:
    text = page()
    if update and PAGE.read_text(encoding="utf-8") != text:
        PAGE.write_text(text, encoding="utf-8")
        pytest.fail("rewritten, read the difference")
    assert PAGE.read_text(encoding="utf-8") == text, "pytest --update rewrites it"


def incompatibilities(old: Any, new: Any, path: str = "") -> list[str]:
    """Parts of `old` that `new` does not have, or has with another value."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [
            change
            for key, value in old.items()
            for change in incompatibilities(value, new.get(key), f"{path}/{key}")
        ]
    if isinstance(old, list) and isinstance(new, list):
        return [f"{path}/{item}" for item in old if item not in new]
    return [] if old == new else [path]


def test_template_api_changes_only_with_its_version(update: bool) -> None:
    recorded, current = json.loads(RECORD.read_text(encoding="utf-8")), api()
    is_released = recorded.pop("released")
    if is_released and recorded["version"] == current["version"]:
        changes = incompatibilities(recorded, current)
        assert not changes, "raise `TEMPLATE_API`, since templates of users would break"
    if update and recorded != current:
        is_released &= recorded["version"] == current["version"]
        text = json.dumps({"released": is_released, **current}, indent=1) + "\n"
        RECORD.write_text(text, encoding="utf-8")
        pytest.fail("rewritten, read the difference")
    assert recorded == current, (
        "raise `TEMPLATE_API`, or add what is new by `pytest --update`"
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"views": {"A": {}}}, ["/views/A/x"]),
        ({"views": {"A": {"x": "text"}}}, ["/views/A/x"]),
        ({"views": {}}, ["/views/A"]),
        ({"blocks": ["end"]}, ["/blocks/imports"]),
        ({"views": {"A": {"x": "code", "y": "code"}}, "more": 1}, []),
    ],
)
def test_removed_and_changed_fields_are_incompatible(
    change: dict[str, Any], expected: list[str]
) -> None:
    old = {"views": {"A": {"x": "code"}}, "blocks": ["imports", "end"]}
    assert incompatibilities(old, {**old, **change}) == expected


def test_every_block_is_documented_and_used() -> None:
    used = {block for name in template_names() for block in blocks(name)}
    assert used == BLOCKS.keys()
