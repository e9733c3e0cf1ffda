"""Which descriptions a corpus holds, and what each of them holds. Knows no trueup.

Operations and schemas are counted here with a few lines of their own, so that what
trueup lists is compared with something that it did not make itself.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

import yaml

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_METHODS = frozenset(
    ("get", "put", "post", "delete", "options", "head", "patch", "trace")
)


@dataclass(frozen=True)
class Description:
    """One file of a corpus. `package` is a name that no other description has."""

    name: str
    path: Path
    package: str
    operations: int | None = None  # as the manifest says, where it does
    schemas: int | None = None


@dataclass(frozen=True)
class Contents:
    """What a document holds: `GET /pets/{id}`, names of schemas, lists of both."""

    version: str
    operations: tuple[tuple[str, str], ...]  # method in upper case, path
    schemas: tuple[str, ...]


def descriptions(folder: Path, only: str = "") -> tuple[Description, ...]:
    """The descriptions under `folder/specs`, or `folder`: the smallest first."""
    root = folder / "specs" if (folder / "specs").is_dir() else folder
    told = _manifest(folder / "manifest.tsv")
    files = [
        path
        for path in sorted(root.iterdir())
        if path.suffix in (".yaml", ".yml", ".json") and only in path.stem
    ]
    found = []
    taken: set[str] = set()
    for path in sorted(files, key=lambda path: (path.stat().st_size, path.name)):
        package = wanted = "c_" + re.sub(r"[^a-z0-9]+", "_", path.stem.lower())
        count = 1
        while package in taken:
            count += 1
            package = f"{wanted}_{count}"
        taken.add(package)
        row = told.get(path.stem, {})
        found.append(
            Description(
                path.stem,
                path,
                package,
                _count(row, "operations"),
                _count(row, "schemas"),
            )
        )
    return tuple(found)


def _manifest(file: Path) -> dict[str, Mapping[str, str]]:
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8", newline="") as lines:
        return {row["name"]: row for row in csv.DictReader(lines, delimiter="\t")}


def _count(row: Mapping[str, str], column: str) -> int | None:
    text = row.get(column) or ""
    return int(text) if text.isdigit() else None


@cache
def contents(path: Path) -> Contents:
    """What the document at `path` holds. References of path items are followed inside
    the document, and into other files of its folder."""
    document = _read(path)
    version = str(document.get("openapi") or document.get("swagger") or "")
    return Contents(
        version, tuple(_operations(path, document)), tuple(_schemas(document))
    )


class _Loader(yaml.CSafeLoader):
    """YAML 1.2 (core schema): `yes`, `1:30`, `=` and dates are texts."""


_TAG = "tag:yaml.org,2002:"
_SCALARS = {
    "bool": ("tTfF", "true|True|TRUE|false|False|FALSE"),
    "int": ("-+0123456789", "0|[-+]?[1-9][0-9]*"),
    "null": ("~nN", "~|null|Null|NULL|"),
    "merge": ("<", "<<"),
}
_Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag == _TAG + "float"]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
for _name, (_first, _form) in _SCALARS.items():
    _Loader.add_implicit_resolver(
        _TAG + _name, re.compile(f"^(?:{_form})$"), [*_first, *[""][: _name == "null"]]
    )


class _PatientLoader(yaml.SafeLoader):
    """The same in Python: it takes a line of one tab in a text, which libyaml does not."""

    yaml_implicit_resolvers = _Loader.yaml_implicit_resolvers


@cache
def _read(path: Path) -> dict[str, Json]:
    text = path.read_text(encoding="utf-8-sig")
    try:
        found = json.loads(text)
    except ValueError:  # YAML, or JSON with a comma too many
        try:
            found = yaml.load(text, Loader=_Loader)
        except yaml.scanner.ScannerError:
            found = yaml.load(text, Loader=_PatientLoader)
    assert isinstance(found, dict), f"{path} holds no object"
    return found


def _members(value: Json, name: str) -> dict[str, Json]:
    inner = value.get(name) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def _operations(path: Path, document: dict[str, Json]) -> Iterator[tuple[str, str]]:
    for template, item in _members(document, "paths").items():
        if str(template).startswith("x-"):
            continue
        seen: set[str] = set()
        for layer in _layers(path, document, item):
            for word, operation in layer.items():
                known = word in _METHODS or (
                    word == "query" and str(document.get("openapi", ""))[:3] == "3.2"
                )
                if known and isinstance(operation, dict) and word not in seen:
                    seen.add(word)
                    yield word.upper(), str(template)
            for word, operation in _members(layer, "additionalOperations").items():
                if isinstance(operation, dict) and word not in seen:
                    seen.add(word)
                    yield word, str(template)


def _layers(
    path: Path, document: dict[str, Json], item: Json
) -> Iterator[dict[str, Json]]:
    """A path item and, one after the other, what it refers to."""
    for _ in range(10):
        if not isinstance(item, dict):
            return
        yield item
        target = item.get("$ref")
        if not isinstance(target, str):
            return
        file, _, pointer = target.partition("#")
        if file:
            path = path.parent / file
            if not path.is_file():
                return
            document = _read(path)
        item = _at(document, pointer)


def _at(document: Json, pointer: str) -> Json:
    at = document
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        at = at.get(name) if isinstance(at, dict) else None
    return at


def _schemas(document: dict[str, Json]) -> Iterator[str]:
    named = _members(_members(document, "components"), "schemas")
    if "swagger" in document:
        named = _members(document, "definitions")
    yield from map(str, named)
