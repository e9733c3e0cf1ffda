"""Packages of small descriptions that tests write themselves, and servers for them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from trueup import pipeline
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.resolve import Access

RECORDING = """
import json

calls = []

async def body_of(receive):
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return body

async def respond(send, status, body=b"", media_type="application/json"):
    headers = [(b"content-type", media_type.encode())] if body else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
"""
"""The beginning of a server: `respond`, `body_of` and a list `calls`."""


def write_package(folder: Path, description: object, server: str = "") -> Path:
    """Generate the package `small`; its suite's folder. `served` is the server."""
    spec = folder / "spec.json"
    spec.write_text(json.dumps(description), encoding="utf-8")
    report = Report()
    package = Package("small", folder, spec, runtime="package")
    files = pipeline.generate(package, report, Access())
    assert files and not report.has_errors, list(report)
    for file in files:
        path = folder / "small" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
    (folder / "served.py").write_text(RECORDING + server, encoding="utf-8")
    return folder / "small/conformance"


def vectors_of(suite: Path) -> dict[str, list[dict[str, object]]]:
    """The content of `vectors.json`."""
    text = (suite / "vectors.json").read_text(encoding="utf-8")
    document: dict[str, list[dict[str, object]]] = json.loads(text)
    return document


def described(
    paths: Mapping[str, object], **components: Mapping[str, object]
) -> dict[str, object]:
    """A description with these paths and components."""
    return {
        "openapi": "3.1.1",
        "info": {"title": "Small", "version": "1"},
        "paths": paths,
        "components": components,
    }
