"""Apply overlays to descriptions that are written as Python values or as YAML."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from msgspec import Struct

from trueup.diagnostics import Diagnostic, Report
from trueup.overlays import apply_overlays
from trueup.source import Document, load


class Applied(Struct, frozen=True):
    """The result of overlays; no document if they cannot be applied."""

    document: Document | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def value(self) -> Any:
        assert self.document is not None, self.diagnostics
        return self.document.value

    @property
    def codes(self) -> list[str]:
        return [diagnostic.code for diagnostic in self.diagnostics]

    def only(self) -> Diagnostic:
        (diagnostic,) = self.diagnostics
        return diagnostic


def overlay_text(*actions: object, version: str = "1.1.0", **fields: object) -> str:
    overlay = {
        "overlay": version,
        "info": {"title": "Changes", "version": "1"},
        **fields,
        "actions": list(actions),
    }
    return json.dumps(overlay, indent=2)


def apply(folder: Path, description: object, *overlays: str) -> Applied:
    """Apply the texts of overlays, which are files `0.yaml`, `1.yaml`, …, to `a.yaml`."""
    text = description if isinstance(description, str) else json.dumps(description)
    path, report = folder / "a.yaml", Report()
    path.write_text(text, encoding="utf-8")
    paths = []
    for number, overlay in enumerate(overlays):
        paths.append(folder / f"{number}.yaml")
        paths[-1].write_text(overlay, encoding="utf-8")
    document = load(path, report)
    assert document is not None, [*report]
    result = apply_overlays(document, paths, report)
    return Applied(result, tuple(report))
