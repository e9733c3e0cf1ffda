"""The cases of `tests/cases/changes`: a description before and after an edit."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from trueup import pipeline
from trueup.access import Access
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.pointers import unescape
from trueup.surface import Surface, SurfaceChanges, compare_surfaces

FOLDER = Path(__file__).parents[1] / "cases" / "changes"
BASE: dict[str, Any] = yaml.safe_load((FOLDER / "base.yaml").read_text("utf-8"))
CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    (FOLDER / "cases.yaml").read_text("utf-8")
)


def descriptions(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The descriptions of a case: the old one, and the new one."""
    case = CASES[name]
    old, new = copy.deepcopy(BASE), copy.deepcopy(BASE)
    _set(old, case.get("base", {}))
    if "also" in case:  # an edit on top of what both have
        _set(new, case["base"])
    _rename(new, case.get("rename", {}))
    _set(new, {**case.get("set", {}), **case.get("also", {})})
    for pointer in case.get("remove", []):
        parent, key = _parent(new, pointer)
        del parent[key]
    text = json.dumps(new)
    for before, after in case.get("replace", {}).items():
        text = text.replace(f"/{before}", f"/{after}")
    return old, json.loads(text)


def _set(document: Any, values: Mapping[str, Any]) -> None:
    for pointer, value in values.items():
        parent, key = _parent(document, pointer)
        if key == "-":
            parent.append(value)
        else:
            parent[key] = value


def _rename(document: Any, names: Mapping[str, str]) -> None:
    for before, after in names.items():
        parent, key = _parent(document, before)
        _, new_key = _parent(document, after)
        items = [(new_key if k == key else k, v) for k, v in parent.items()]
        parent.clear()
        parent.update(items)


def _parent(document: Any, pointer: str) -> tuple[Any, Any]:
    *path, last = [unescape(token) for token in pointer.split("/")[1:]]
    for token in path:
        document = document[int(token) if isinstance(document, list) else token]
    is_index = isinstance(document, list) and last != "-"
    return document, int(last) if is_index else last


def surface_of(description: Mapping[str, Any]) -> Surface:
    """The public surface of the package for a description."""
    return _surface_of(json.dumps(description).encode())


@cache
def _surface_of(content: bytes) -> Surface:
    package = Package("jobs_api", Path("out"), Path("jobs.json"), content=content)
    report = Report()
    read = pipeline.read_surface(package, report, Access(), {})
    assert read is not None, [diagnostic.message for diagnostic in report]
    return read.surface


def changes_of(name: str) -> SurfaceChanges:
    """What a case changes for callers."""
    old, new = descriptions(name)
    return compare_surfaces(surface_of(old), surface_of(new))
