"""`docs/extensions.md` lists all specification extensions, and its examples are true."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

from trueup import pipeline
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.resolve import Access

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "extensions.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### `(x-[\w-]+)`\n(.*?)(?=^##|\Z)", PAGE, re.M | re.S))

WRITTEN = set(re.findall(r"^- `(x-[\w-]+)`: ", PAGE, re.MULTILINE))

EXTENSION = re.compile(r"x-(?!www-)[A-Za-z][\w-]*")


def test_every_extension_in_the_code_is_documented() -> None:
    used = set()
    for path in (ROOT / "generator" / "trueup").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if EXTENSION.fullmatch(node.value):
                    used.add(node.value)
    assert used == SECTIONS.keys() | WRITTEN


@pytest.mark.parametrize("name", SECTIONS)
def test_example_gives_the_code_that_is_shown(name: str, tmp_path: Path) -> None:
    written, expected = re.findall(
        r"^```\w+\n(.*?)^```", SECTIONS[name], re.MULTILINE | re.DOTALL
    )
    description = yaml.safe_load(written)
    assert f"{name}:" in written
    description |= {"info": {"title": "Example", "version": "1"}}
    description.setdefault("paths", {})
    source = tmp_path / "openapi.yaml"
    source.write_text(yaml.safe_dump(description), encoding="utf-8")
    package = Package(name="example", output=tmp_path / "out", description=source)
    files = pipeline.generate(package, Report(), Access())
    assert files is not None
    code = "\n".join(
        file.text
        for file in files
        if file.path.suffix in (".py", ".json") and "_runtime" not in file.path.parts
    )
    assert expected.rstrip() in code
