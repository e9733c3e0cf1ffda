"""Hostile text in every string and key of a description, a few at a time."""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from trueup import formatting, pipeline
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.reporters import Context, render
from trueup.resolve import Access

KITCHEN_SINK = Path(__file__).parents[1] / "golden" / "kitchen_sink.yaml"
CANARY = 'open("PWNED")'
TEXT = (
    f"\u0440\u0430\u0443\u0440\u0430l\ufb01 \"\"\"\n{CANARY}\n'''\n{CANARY}\n{{{{ v }}}} {{% raw %}} {{# #}}"
    "\r\u2028\u2029\x85\x0b\x0c\x1b[31m\x07\0\u202e\u2066\u200f\u200b\ufeff\U000e0041"
    '<script>alert(1)</script> end\\"\\'
)
TEXTS = {"all": TEXT, "surrogate": "a\ud800\udfffb\\"}
GROUPS = 12

Path_ = tuple[str | int, ...]


def _places(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, bool]]:
    """The path of each key and each string, and whether it is a key."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield (*path, key), True
            yield from _places(member, (*path, key))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from _places(member, (*path, index))
    elif isinstance(value, str):
        yield path, False


_MAPS = frozenset(
    (
        *("paths", "variables", "properties", "content", "encoding", "headers"),
        *("responses", "examples", "links", "callbacks", "webhooks", "schemas"),
        *("mapping", "securitySchemes", "scopes", "parameters", "patternProperties"),
    )
)
_STRUCTURE = frozenset(("$ref", "openapi", "in", "type", "style"))


def _is_free(path: Path_, is_key: bool) -> bool:
    """Whether any text is possible; other text would only make the rest invalid."""
    if is_key:
        return len(path) > 1 and (path[-2] in _MAPS or str(path[-1]).startswith("x-"))
    return path[-1] not in _STRUCTURE


def _replaced(value: Any, chosen: set[tuple[Path_, bool]], text: str) -> Any:
    """A copy with `text` in the chosen places."""

    def renamed(path: Path_) -> str:
        key = str(path[-1])
        if (path, True) not in chosen:
            return key
        start = "/" if key.startswith("/") else "x-" if key.startswith("x-") else ""
        return start + text + key

    def copied(value: Any, path: Path_) -> Any:
        if isinstance(value, dict):
            return {
                renamed((*path, key)): copied(member, (*path, key))
                for key, member in value.items()
            }
        if isinstance(value, list):
            return [copied(member, (*path, n)) for n, member in enumerate(value)]
        if (path, False) not in chosen:
            return value
        # Braces in the name of a parameter would be an error, and nothing be generated.
        return re.sub("[{}]", "", text) if path[-1] == "name" else text

    return copied(value, ())


@cache
def kitchen_sink() -> Any:
    """The description as JSON."""
    base = yaml.safe_load(KITCHEN_SINK.read_text(encoding="utf-8"))
    return json.loads(json.dumps(base, default=str))


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("group", range(GROUPS))
def test_text_of_every_field_is_data(
    name: str, group: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formatting, "format", lambda files, *rest: files)
    base = kitchen_sink()
    free = [place for place in _places(base) if _is_free(*place)]
    chosen = set(free[group::GROUPS])
    source = tmp_path / "openapi.json"
    source.write_text(json.dumps(_replaced(base, chosen, TEXTS[name])))
    report = Report()
    package = Package(name="api", output=tmp_path / "out", description=source)
    files = pipeline.generate(package, report, Access(allow_missing=True))
    for format_ in ("text", "github"):
        assert not _hidden(render(format_, list(report), Context())[1])
    assert files, [diagnostic.message for diagnostic in report]
    for file in files:
        if "_runtime" not in file.path.parts:
            _check(file.path.as_posix(), file.text)


def _check(path: str, text: str) -> None:
    assert not _hidden(path + text), f"{path} holds {_hidden(text)!r}"
    text.encode()
    for code in [text] if path.endswith(".py") else _blocks(path, text):
        for node in ast.walk(ast.parse(code)):
            match node:
                case ast.Call(func=ast.Name("open")):
                    assert ast.unparse(node) != "open('PWNED')", path
    if path.endswith(".json"):
        json.loads(text)
    if path.endswith(".md"):
        assert "<script" not in text, path


def _blocks(path: str, text: str) -> list[str]:
    """The Python blocks of a Markdown file; every fence belongs to a block."""
    if not path.endswith(".md"):
        return []
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert text.count("\n```") == 2 * len(blocks)
    return [code for language, code in blocks if language == "python"]


def _hidden(text: str) -> str:
    if text.replace("\n", "").isprintable():
        return ""
    kinds = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    return "".join(c for c in text if c != "\n" and unicodedata.category(c) in kinds)
